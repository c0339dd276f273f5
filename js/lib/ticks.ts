/** The smallest of 1, 2 and 5 times a power of ten that is not below `rough`. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

/** The multiples of `step` from `low` to `high`, both included; at most `limit` of them. */
export function multiples(low: number, high: number, step: number, limit = 200): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  if (!(count > 0)) return [];
  return Array.from({ length: Math.min(count, limit) }, (_, index) => (first + index) * step || 0);
}

/** How many decimals tell neighbouring multiples of `step` apart. */
export function decimalsOf(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
