import { type Lattice, valueAt } from "./lattice";
import type { Tone } from "./tone";
import { shadeOf, VIRIDIS } from "./viridis";

/** The shares that a tone gives to the values of a lattice: what all pictures of it are made from. */
export function toned({ columns, rows, values }: Lattice, tone: Tone): Lattice {
  const share = (value: number) => (Number.isFinite(value) ? tone.shareOf(value) : Number.NaN);
  return { columns, rows, values: values.map(share) };
}

/**
 * Paint shares in the colours of the field, pixel by pixel; the first row is at the bottom.
 *
 * Where there is no value the picture stays clear.
 */
export function paint(shares: Lattice, width: number, height: number): ImageData {
  const image = new ImageData(width, height);
  const pixels = image.data;
  const across = Math.max(width - 1, 1);
  const up = Math.max(height - 1, 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = valueAt(shares, x / across, 1 - y / up);
      if (Number.isNaN(share)) continue;
      const [from, to] = [3 * shadeOf(share), 4 * (y * width + x)];
      pixels[to] = VIRIDIS[from] as number;
      pixels[to + 1] = VIRIDIS[from + 1] as number;
      pixels[to + 2] = VIRIDIS[from + 2] as number;
      pixels[to + 3] = 255;
    }
  }
  return image;
}
