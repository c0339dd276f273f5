const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** From here on a number is written with a power of ten. */
const HUGE = 1e6;

function withTrueMinus(text: string): string {
  return text.replace("-", MINUS);
}

/** Digits after the point, always as many, with a true minus sign; a zero has no sign. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return withTrueMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A whole number as a superscript. */
export function superscript(value: number): string {
  const digits = [...String(Math.abs(value))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return (value < 0 ? "⁻" : "") + digits.join("");
}

/** A mantissa with `digits` after the point, times a power of ten: 1.23×10⁻⁷. */
export function scientific(value: number, digits: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential(digits).split("e");
  return `${withTrueMinus(mantissa)}×10${superscript(Number(exponent))}`;
}

/**
 * A number as a reader likes it: fixed digits, a power of ten where those would hide it, ∞ where it has no bound.
 *
 * What is not a number is written as `reason`: say why there is none.
 */
export function number(value: number, digits: number, reason = "not defined"): string {
  if (Number.isNaN(value)) return reason;
  const size = Math.abs(value);
  if (size === Infinity) return value > 0 ? "∞" : `${MINUS}∞`;
  const hidden = size >= HUGE || (size > 0 && size < 0.5 * 10 ** -digits);
  return hidden ? scientific(value, digits) : fixed(value, digits);
}

/** The fewest digits from `least` to `most` that say all of a value; `least` where none of them do. */
export function digitsOf(value: number, least: number, most: number): number {
  for (let digits = least; digits <= most; digits++) {
    if (Math.abs(Number(value.toFixed(digits)) - value) <= 1e-12 * Math.abs(value)) return digits;
  }
  return least;
}

/** An angle given in radians, in degrees. */
export function degrees(radians: number, digits = 1, reason?: string): string {
  if (!Number.isFinite(radians)) return number(Number.NaN, digits, reason);
  return `${fixed((radians * 180) / Math.PI, digits)}°`;
}

/** A complex number by its modulus and its angle, never broken; a conjugate pair, `paired`, shares one line with ±. */
export function polar(
  modulus: number,
  radians: number,
  digits: number,
  options: { readonly paired?: boolean; readonly reason?: string } = {},
): string {
  if (!Number.isFinite(modulus) || !Number.isFinite(radians)) {
    return number(Number.NaN, digits, options.reason);
  }
  const angle = options.paired ? `±${degrees(Math.abs(radians))}` : degrees(radians);
  return `${number(modulus, digits)}\u00a0∠\u00a0${angle}`;
}

/** The coordinates of a point, as a label or a screen reader says them. */
export function coordinates(point: readonly number[], digits: number): string {
  return point.map((value) => number(value, digits)).join(", ");
}
