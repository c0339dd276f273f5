/** The colours of a field from low to high, in equal steps: they grow lighter all the way, to every kind of eye. */
const STOPS = [
  0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151,
  0xbddf26, 0xfde725,
];

const LENGTH = 256;

function channelsOf(stop: number): readonly [number, number, number] {
  return [stop >> 16, (stop >> 8) & 255, stop & 255];
}

function make(): Uint8ClampedArray {
  const table = new Uint8ClampedArray(3 * LENGTH);
  for (let index = 0; index < LENGTH; index++) {
    const place = (index * (STOPS.length - 1)) / (LENGTH - 1);
    const below = Math.min(Math.floor(place), STOPS.length - 2);
    const from = channelsOf(STOPS[below] as number);
    const to = channelsOf(STOPS[below + 1] as number);
    for (const channel of [0, 1, 2] as const) {
      table[3 * index + channel] = from[channel] + (place - below) * (to[channel] - from[channel]);
    }
  }
  return table;
}

/** 256 colours, three bytes each. */
export const VIRIDIS = make();

/** Where in the table of colours a share from 0 to 1 is found. */
export function shadeOf(share: number): number {
  return Math.min(LENGTH - 1, Math.max(0, Math.round(share * (LENGTH - 1))));
}

/** The colour at a share from 0 to 1, as CSS writes it. */
export function viridis(share: number): string {
  const at = 3 * shadeOf(share);
  return `rgb(${VIRIDIS[at]},${VIRIDIS[at + 1]},${VIRIDIS[at + 2]})`;
}

/** From this share on the field is so light that what lies on it must be dark. */
const LIGHT = 0.44;

/** The ink that can be read on the field at a share. */
export function inkOn(share: number): "black" | "white" {
  return share < LIGHT ? "white" : "black";
}
