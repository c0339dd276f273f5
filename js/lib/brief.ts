import { digitsOf, fixed, number, scientific } from "./number";

/** Numbers beyond these are written with powers of ten. */
const LARGE = 1e5;
const SMALL = 1e-3;

/** A number in at most so many digits, without zeros at its end: for the marks of a picture. */
export function brief(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return number(value, 0);
  const short = Number(value.toPrecision(digits));
  const size = Math.abs(short);
  if (size === 0 || (size >= SMALL && size < LARGE)) return fixed(short, digitsOf(short, 0, 8));
  const mantissa = short / 10 ** Math.floor(Math.log10(size));
  return scientific(short, digitsOf(mantissa, 0, digits - 1));
}
