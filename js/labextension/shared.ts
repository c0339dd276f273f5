/** A state that someone shared, as a link or as JSON: read with care, since anyone may have written it. */
import type { WidgetEntry } from "./catalogue";

export interface State {
  readonly widget: string;
  readonly version: number;
  readonly given: Readonly<Record<string, unknown>>;
  readonly interface: Readonly<Record<string, unknown>>;
}

/** Why a text holds no state that can be shown; the translated message is made of it where it is shown. */
export class Unreadable extends Error {
  constructor(
    readonly reason: "long" | "broken" | "unknown" | "newer",
    /** The culprit, for the message. */
    readonly culprit = "",
  ) {
    super(reason);
  }
}

/** What a link may hold: the longest that Python writes, and the longest state that it accepts. */
const LONGEST_LINK = 8_000;
const LONGEST_STATE = 1_000_000;

/** Where a link holds a state. */
export const IN_LINK = /[?&#]mathml=([^&#\s]*)/;

/** The state in a link, in what follows `mathml=`, or in JSON. */
export async function stateIn(text: string, widgets: readonly WidgetEntry[]): Promise<State> {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_STATE) throw new Unreadable("long");
  const json = trimmed.startsWith("{")
    ? trimmed
    : await unpacked(IN_LINK.exec(trimmed)?.[1] ?? trimmed);
  return checked(parsed(json), widgets);
}

async function unpacked(payload: string): Promise<string> {
  if (payload.length > LONGEST_LINK) throw new Unreadable("long");
  if (!/^[\w-]+$/.test(payload)) throw new Unreadable("broken");
  const stream = new Blob([bytesOf(payload)]).stream();
  const reader = stream.pipeThrough(new DecompressionStream("deflate")).getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Unreadable("broken");
    });
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > LONGEST_STATE) {
      void reader.cancel();
      throw new Unreadable("long");
    }
  }
}

function bytesOf(payload: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new Unreadable("broken");
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Unreadable("broken");
  }
}

/** Of a state only what a link holds; its values are for Python to judge. */
function checked(state: unknown, widgets: readonly WidgetEntry[]): State {
  if (!isRecord(state)) throw new Unreadable("broken");
  const { widget, version, given, interface: shown = {} } = state;
  if (!isRecord(given) || !isRecord(shown) || typeof widget !== "string")
    throw new Unreadable("broken");
  const entry = widgets.find(({ name }) => name === widget);
  if (!entry) throw new Unreadable("unknown", shortened(widget));
  if (typeof version !== "number" || !Number.isInteger(version)) throw new Unreadable("broken");
  if (version > entry.version) throw new Unreadable("newer", entry.name);
  return { widget: entry.name, version, given, interface: shown };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
