/** The Python that the extension writes into cells. Nothing in it comes from outside but as a literal. */
import type { WidgetEntry } from "./catalogue";
import type { Preferences } from "./preferences";
import type { State } from "./shared";

/** How a cell names what it uses. */
export interface Names {
  /** The variable that holds the widget. */
  readonly variable: string;
  /** Whether `mw` is the package, or may become it. */
  readonly short: boolean;
}

/** A cell that shows a widget, as the reader likes such widgets. */
export function cellFor(
  widget: WidgetEntry,
  names: Names,
  preferences: Pick<Preferences, "digits" | "base">,
  preset = "",
): string {
  const { digits, base } = preferences;
  const options = {
    ...(preset ? { preset } : {}),
    ...baseFor(widget, base),
    ...(digits >= 0 ? { digits } : {}),
  };
  const given = Object.entries(options).map(([name, value]) => `${name}=${literal(value)}`);
  return cell(widget.name, names, `(${given.join(", ")})`);
}

/** A cell that brings a widget back in a state. */
export function cellOf(state: State, names: Names): string {
  const entries = Object.entries(state).map(([key, value]) => {
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
      return `        ${literal(key)}: ${literal(value)},`;
    const inner = Object.entries(value).map(
      ([k, v]) => `            ${literal(k)}: ${literal(v)},`,
    );
    return [`        ${literal(key)}: {`, ...inner, "        },"].join("\n");
  });
  return cell(state.widget, names, `.from_state(\n    {\n${entries.join("\n")}\n    }\n)`);
}

/** A JSON value as Python writes it. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([key, one]) => `${literal(key)}: ${literal(one)}`);
    return `{${entries.join(", ")}}`;
  }
  // Every escape that JSON writes means the same in Python.
  return JSON.stringify(value);
}

/** A name that is not among those taken: the stem, or the stem with a number. */
export function freeName(stem: string, taken: (name: string) => boolean): string {
  let name = stem;
  for (let number = 2; taken(name); number++) name = `${stem}_${number}`;
  return name;
}

function cell(widget: string, { variable, short }: Names, call: string): string {
  const module = short ? "mw" : "mathml_widgets";
  const line = short ? "import mathml_widgets as mw" : "import mathml_widgets";
  return `${line}\n\n${variable} = ${module}.${widget}${call}\n${variable}`;
}

function baseFor({ bases }: WidgetEntry, wanted: Preferences["base"]): { base?: unknown } {
  const number = wanted === "e" ? Math.E : Number(wanted);
  const found = bases.find((base) => base === number);
  return found === undefined ? {} : { base: found };
}
