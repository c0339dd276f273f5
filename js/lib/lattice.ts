/** Values on a rectangular lattice, row after row; the first row is the lowest. */
export interface Lattice {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** The lowest and the highest finite value, or null where there is none. */
export function rangeOf(values: ArrayLike<number>): readonly [low: number, high: number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/**
 * The value between the places of a lattice, which spans 0 to 1 both ways.
 *
 * It is not a number where a corner of the cell has none.
 */
export function valueAt({ columns, rows, values }: Lattice, across: number, up: number): number {
  const x = Math.min(Math.max(across, 0), 1) * (columns - 1);
  const y = Math.min(Math.max(up, 0), 1) * (rows - 1);
  const column = Math.min(Math.floor(x), columns - 2);
  const row = Math.min(Math.floor(y), rows - 2);
  const at = row * columns + column;
  const [u, v] = [x - column, y - row];
  const low = mixed(values[at] as number, values[at + 1] as number, u);
  const high = mixed(values[at + columns] as number, values[at + columns + 1] as number, u);
  const value = mixed(low, high, v);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** A corner that is not touched need not be finite. */
function mixed(from: number, to: number, share: number): number {
  return share === 0 ? from : share === 1 ? to : from + share * (to - from);
}

/** Places along a line through the lattice, as a curve (share of the way, value). */
export function sliceOf(
  lattice: Lattice,
  axis: 0 | 1,
  at: number,
  count = 2 * Math.max(lattice.columns, lattice.rows) - 1,
): [along: number, value: number][] {
  return Array.from({ length: count }, (_, index) => {
    const along = index / (count - 1);
    return [along, axis === 0 ? valueAt(lattice, along, at) : valueAt(lattice, at, along)];
  });
}

/** The cells that have no value all over: runs (row, first column, past the last column). */
export function gapsOf({ columns, rows, values }: Lattice): [number, number, number][] {
  const gaps: [number, number, number][] = [];
  for (let row = 0; row + 1 < rows; row++) {
    let first = -1;
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const whole =
        column + 1 === columns ||
        [at, at + 1, at + columns, at + columns + 1].every((place) =>
          Number.isFinite(values[place]),
        );
      if (!whole && first < 0) first = column;
      if (whole && first >= 0) {
        gaps.push([row, first, column]);
        first = -1;
      }
    }
  }
  return gaps;
}

/**
 * The same lattice with `factor` times as many cells each way, its new values on smooth curves through the old ones.
 *
 * Near a value that is not finite the curves are straight lines.
 */
export function finer(lattice: Lattice, factor: number): Lattice {
  const turned = transposed(along(lattice, factor));
  return transposed(along(turned, factor));
}

function transposed({ columns, rows, values }: Lattice): Lattice {
  const other = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      other[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return { columns: rows, rows: columns, values: other };
}

/** Refine every row: Catmull and Rom's cubic through four neighbours. */
function along({ columns, rows, values }: Lattice, factor: number): Lattice {
  const length = (columns - 1) * factor + 1;
  const refined = new Float64Array(rows * length);
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < length; place++) {
      const column = Math.min(Math.floor(place / factor), columns - 2);
      const share = place / factor - column;
      const at = row * columns + column;
      const [from, to] = [values[at] as number, values[at + 1] as number];
      const before = column > 0 ? (values[at - 1] as number) : 2 * from - to;
      const after = column + 2 < columns ? (values[at + 2] as number) : 2 * to - from;
      const cubic = spline(before, from, to, after, share);
      refined[row * length + place] = Number.isFinite(cubic) ? cubic : mixed(from, to, share);
    }
  }
  return { columns: length, rows, values: refined };
}

function spline(before: number, from: number, to: number, after: number, share: number): number {
  if (share === 0) return from;
  if (share === 1) return to;
  const [leaving, arriving] = [(to - before) / 2, (after - from) / 2];
  const rest = 1 - share;
  return (
    from * rest * rest * (1 + 2 * share) +
    to * share * share * (3 - 2 * share) +
    leaving * share * rest * rest -
    arriving * share * share * rest
  );
}

/** A lattice of the values that NumPy sends; one that has a single place is the same all over. */
export function latticeOf(shape: readonly number[], values: Float64Array): Lattice {
  const [rows = 1, columns = 1] = shape;
  if (rows > 1 && columns > 1) return { columns, rows, values };
  const wide = Math.max(columns, 2);
  const high = Math.max(rows, 2);
  const spread = new Float64Array(wide * high);
  for (let at = 0; at < spread.length; at++) {
    const [row, column] = [
      Math.min(Math.floor(at / wide), rows - 1),
      Math.min(at % wide, columns - 1),
    ];
    spread[at] = values[row * columns + column] ?? Number.NaN;
  }
  return { columns: wide, rows: high, values: spread };
}

/** Whether the places on an axis are equally far apart. */
function areEven(places: ArrayLike<number>): boolean {
  const last = places.length - 1;
  const [low, high] = [places[0] as number, places[last] as number];
  for (let at = 1; at < last; at++) {
    const even = low + (at / last) * (high - low);
    if (Math.abs((places[at] as number) - even) > 1e-6 * Math.abs(high - low)) return false;
  }
  return true;
}

/** Where between the places of an axis each of as many equally spaced ones is found, as a share of the axis. */
function shares(places: ArrayLike<number>): number[] {
  const last = places.length - 1;
  const [low, high] = [places[0] as number, places[last] as number];
  let below = 0;
  return Array.from({ length: places.length }, (_, index) => {
    const value = low + (index / last) * (high - low);
    while (below + 2 < places.length && (places[below + 1] as number) <= value) below++;
    const [from, to] = [places[below] as number, places[below + 1] as number];
    return (below + (value - from) / (to - from)) / last;
  });
}

/** The lattice with its places equally far apart, whatever they were. */
export function evened(lattice: Lattice, x: ArrayLike<number>, y: ArrayLike<number>): Lattice {
  const fits = x.length === lattice.columns && y.length === lattice.rows;
  if (!fits || (areEven(x) && areEven(y))) return lattice;
  const [across, up] = [shares(x), shares(y)];
  const values = Float64Array.from({ length: lattice.values.length }, (_, at) => {
    const [column, row] = [at % lattice.columns, Math.floor(at / lattice.columns)];
    return valueAt(lattice, across[column] as number, up[row] as number);
  });
  return { ...lattice, values };
}
