import { render, svg } from "lit-html";
import { beforeEach, expect, test } from "vitest";
import type { Stand } from "../../js/lib/camera";
import type { Point } from "../../js/lib/geometry";
import { Gestures } from "../../js/lib/gesture";
import { Scene } from "../../js/lib/scene";
import { Turn } from "../../js/lib/turn";
import { find, key, page, pointer, tap } from "./hands";

const HOME: Stand = { round: 0.5, up: 0.6 };
const DEGREE = Math.PI / 180;

let root: HTMLElement;
let stand: Stand;
let gestures: Gestures;
let clicks: Point[];
let hovers: (Point | null)[];
let end: AbortController;

function show(): SVGElement {
  const scene = new Scene({ signal: end.signal, gestures, redraw: () => {} });
  scene.pointer = ({ clientX, clientY }) => [clientX, clientY];
  const turn = new Turn({
    signal: end.signal,
    scene,
    gestures,
    stand: () => stand,
    home: HOME,
    move: (next) => {
      stand = next;
    },
    click: (pixel) => clicks.push(pixel),
    hover: (pixel) => hovers.push(pixel),
  });
  render(svg`<svg>${turn.template()}</svg>`, root);
  const ground = find<SVGElement>(root, ".mathml-turn");
  ground.setPointerCapture = () => {};
  return ground;
}

beforeEach(() => {
  root = page();
  stand = HOME;
  gestures = new Gestures();
  [clicks, hovers] = [[], []];
  end = new AbortController();
});

test("a surface turns with the pointer: sideways round, downwards to be seen from higher up", () => {
  const ground = show();
  pointer(ground, "pointerdown", { x: 100, y: 100 });
  pointer(ground, "pointermove", { x: 80, y: 110 });
  expect(gestures.held).toBe("turn");
  expect(stand.round).toBeCloseTo(HOME.round + 10 * DEGREE, 9);
  expect(stand.up).toBeCloseTo(HOME.up + 5 * DEGREE, 9);
  pointer(ground, "pointerup", { x: 80, y: 110 });
  expect(gestures.active).toBe(false);
  expect(clicks).toEqual([]);
});

test("a press that does not move is a click and turns nothing", () => {
  const ground = show();
  pointer(ground, "pointerdown", { x: 100, y: 100 });
  pointer(ground, "pointermove", { x: 101, y: 101 });
  pointer(ground, "pointerup", { x: 101, y: 101 });
  expect(clicks).toEqual([[101, 101]]);
  expect(stand).toBe(HOME);
});

test("a finger whose gesture the page takes for scrolling lets go", () => {
  const ground = show();
  pointer(ground, "pointerdown", { x: 100, y: 100, type: "touch" });
  pointer(ground, "pointermove", { x: 140, y: 100, type: "touch" });
  expect(gestures.held).toBe("turn");
  pointer(ground, "pointercancel", { x: 140, y: 100, type: "touch" });
  expect(gestures.active).toBe(false);
  expect(clicks).toEqual([]);
});

test("a finger that sets out upwards leaves the page to scroll, and the next one turns again", () => {
  const ground = show();
  pointer(ground, "pointerdown", { x: 100, y: 100, type: "touch" });
  pointer(ground, "pointermove", { x: 101, y: 92, type: "touch" });
  pointer(ground, "pointermove", { x: 130, y: 60, type: "touch" });
  pointer(ground, "pointercancel", { x: 130, y: 60, type: "touch" });
  expect(stand).toBe(HOME);
  pointer(ground, "pointerdown", { x: 100, y: 100, id: 2, type: "touch" });
  pointer(ground, "pointermove", { x: 120, y: 100, id: 2, type: "touch" });
  expect(stand.round).toBeCloseTo(HOME.round - 10 * DEGREE, 9);
});

test("arrow keys turn by five degrees, by fifteen with Shift, by one with Alt; Home goes back", () => {
  const ground = show();
  tap(ground, "ArrowLeft");
  expect(stand.round).toBeCloseTo(HOME.round + 5 * DEGREE, 9);
  tap(ground, "ArrowUp", { shiftKey: true });
  expect(stand.up).toBeCloseTo(HOME.up - 15 * DEGREE, 9);
  tap(ground, "ArrowRight", { altKey: true });
  expect(stand.round).toBeCloseTo(HOME.round + 4 * DEGREE, 9);
  tap(ground, "Home");
  expect(stand).toBe(HOME);
  expect(gestures.active).toBe(false);
});

test("Escape takes a turn back, and other keys are left to the page", () => {
  const ground = show();
  key(ground, "ArrowLeft");
  key(ground, "Escape");
  expect(stand).toEqual(HOME);
  expect(key(ground, "j").defaultPrevented).toBe(false);
});

test("a pointer that holds nothing is told of, but not a finger, and that it has gone", () => {
  const ground = show();
  pointer(ground, "pointermove", { x: 5, y: 6 });
  pointer(ground, "pointermove", { x: 7, y: 8, type: "touch" });
  pointer(ground, "pointerleave");
  expect(hovers).toEqual([[5, 6], null]);
});

test("it says where it is seen from", () => {
  expect(show().getAttribute("aria-label")).toBe("Seen from 29 degrees round and 34 degrees up");
});
