/** The widgets and lessons there are; Python writes the list when the extension is built. */

export interface WidgetEntry {
  readonly name: string;
  readonly stem: string;
  readonly subject: string;
  readonly question: string;
  readonly summary: string;
  readonly presets: readonly string[];
  /** The newest version of a state that it understands. */
  readonly version: number;
  /** The bases of logarithms that it can take. */
  readonly bases: readonly number[];
  /** A small SVG, or nothing. */
  readonly picture: string;
}

export interface LessonEntry {
  readonly name: string;
  readonly subject: string;
  readonly title: string;
  readonly sentence: string;
  /** The files in `data` that the notebook reads. */
  readonly data: readonly string[];
}

export interface Catalogue {
  readonly widgets: readonly WidgetEntry[];
  readonly lessons: readonly LessonEntry[];
}

/** A widget that a search has found, and those of its presets that the search names. */
export interface Hit {
  readonly widget: WidgetEntry;
  readonly presets: readonly string[];
}

const MOST_PRESETS = 4;

/** The widgets in which every word of the text occurs; all of them for an empty text. */
export function find(widgets: readonly WidgetEntry[], text: string): Hit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return widgets.flatMap((widget) => {
    const { name, subject, question, summary } = widget;
    const own = [name, headingOf(subject), question, summary].join(" ").toLowerCase();
    const other = words.filter((word) => !own.includes(word));
    const named = widget.presets.filter((preset) => includesAll(preset.toLowerCase(), other));
    if (other.length === 0) return [{ widget, presets: [] }];
    return named.length ? [{ widget, presets: named.slice(0, MOST_PRESETS) }] : [];
  });
}

/** What is found, by subject, in the order of the list. */
export function bySubject(hits: readonly Hit[]): Map<string, Hit[]> {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.widget.subject) ?? [];
    group.push(hit);
    groups.set(hit.widget.subject, group);
  }
  return groups;
}

/** The name of a subject as a heading; nothing where there is no subject. */
export function headingOf(subject: string): string {
  const words = subject.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function includesAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
