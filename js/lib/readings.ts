/** The rows of numbers that Python sends, as the table shows them. */
import { coordinates, number, polar } from "./number";
import type { Readout } from "./readouts";

/** One row as `shell/readouts.py` makes it. */
export interface Reading {
  readonly name: string;
  readonly label: string;
  readonly values: readonly (number | string | readonly number[])[] | null;
  readonly form: "number" | "count" | "polar" | "vectors" | "words";
  readonly unit: string;
  readonly about: string;
  readonly main: boolean;
  readonly detail: boolean;
  readonly exact?: string;
  readonly simulated?: readonly [estimate: number, error: number];
  readonly reason?: string;
}

const GAP = "\u2002";
/** Letters of an exact value that stay on one line. */
const LONGEST_LINE = 18;
const RADIANS = Math.PI / 180;

/** Turn the readings into rows; those that a question masks say so. */
export function rowsOf(
  readings: readonly Reading[],
  digits: number,
  masked: ReadonlySet<string>,
  hidden: ReadonlySet<string>,
): Readout[] {
  return readings
    .filter((one) => !hidden.has(one.name))
    .map((one) => ({
      id: one.name,
      name: one.label,
      main: one.main,
      detail: one.detail,
      ...(one.about ? { colour: `mathml-${one.about}` } : {}),
      ...(masked.has(one.name) ? { reason: "your prediction first" } : contentOf(one, digits)),
    }));
}

function contentOf(one: Reading, digits: number): Partial<Readout> {
  if (one.values === null) return { reason: one.reason ?? "not defined" };
  return {
    numeric: textOf(one, digits),
    ...(one.unit ? { unit: one.unit } : {}),
    ...(one.exact ? { exact: inOneLine(one.exact.replaceAll("-", "\u2212")) } : {}),
    ...(one.simulated
      ? { simulated: one.simulated.map((part) => number(part, digits)).join(" ± ") }
      : {}),
  };
}

/** An exact value that is short enough does not break; a longer one may, at its spaces. */
function inOneLine(text: string): string {
  return text.length > LONGEST_LINE ? text : text.replaceAll(" ", "\u00a0");
}

function textOf({ form, values }: Reading, digits: number): string {
  const all = values ?? [];
  if (form === "words") return all.join(GAP);
  if (form === "count") return all.map((n) => number(n as number, 0)).join(GAP);
  if (form === "polar") return polarText(all as readonly (readonly number[])[], digits);
  if (form === "vectors") {
    return all.map((v) => `(${coordinates(v as readonly number[], digits)})`).join(GAP);
  }
  return all.map((n) => number(n as number, digits)).join(GAP);
}

function polarText(pairs: readonly (readonly number[])[], digits: number): string {
  const [first, second] = pairs as readonly (readonly [number, number])[];
  const conjugate =
    pairs.length === 2 && first && second && first[0] === second[0] && first[1] === -second[1];
  const shown = conjugate ? [first] : (pairs as readonly (readonly [number, number])[]);
  return shown
    .map(([modulus, angle]) =>
      polar(modulus, angle * RADIANS, digits, { paired: Boolean(conjugate && angle !== 0) }),
    )
    .join(GAP);
}
