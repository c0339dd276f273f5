/** The ring that a hand takes hold of. */
import { svg } from "lit-html";
import type { Point } from "./geometry";
import type { Hold } from "./gesture";
import { Grip, type GripCallbacks } from "./grip";
import "./ring.css";

/** What is seen of it, about the origin, and the larger target that a finger hits. */
export const RING = svg`<circle class="mathml-handle-target" r="15"></circle
  ><circle class="mathml-halo" r="12"></circle
  ><circle class="mathml-ring" r="6.5"></circle>`;

export interface Carried<T> {
  readonly pointer: GripCallbacks["pointer"];
  readonly value: () => T;
  /** Where a value is, in pixels. */
  readonly place: (value: T) => Point;
  /** The ring is to have its middle at a pixel. */
  readonly move: (pixel: Point) => void;
}

/** A grip that carries a ring by the spot at which it was taken. */
export function carrying<T>(hold: Hold<T>, { pointer, value, place, move }: Carried<T>): Grip {
  let spot: Point = [0, 0];
  return new Grip({
    pointer,
    take: ([x, y], on) => {
      const [middle, height] = place(value());
      spot = [x - middle, y - height];
      hold.begin(value(), on);
    },
    move: ([x, y]) => move([x - spot[0], y - spot[1]]),
    drop: () => hold.end(),
  });
}
