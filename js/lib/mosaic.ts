/** A table of shares as areas: a strip for each row, as wide as the row's share, cut as high as the row divides itself. */

export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly share: number;
  /** Places from 0 to 1, from the left and from the bottom. */
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** The cells of a table that is given row after row; a row without a share has none. */
export function mosaic(shares: ArrayLike<number>, rows: number, columns: number): Cell[] {
  const cells: Cell[] = [];
  let left = 0;
  for (let row = 0; row < rows; row++) {
    const own = Array.from({ length: columns }, (_, column) => shares[row * columns + column] ?? 0);
    const width = own.reduce((sum, share) => sum + share, 0);
    if (width <= 0) continue;
    let low = 0;
    for (const [column, share] of own.entries()) {
      const high = low + share / width;
      if (share > 0) cells.push({ row, column, share, left, right: left + width, low, high });
      low = high;
    }
    left += width;
  }
  return cells;
}
