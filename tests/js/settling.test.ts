import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Gestures } from "../../js/lib/gesture";
import { Settling } from "../../js/lib/settling";

let gestures: Gestures;
let settling: Settling;
let calm: boolean;
let frames: FrameRequestCallback[];

beforeEach(() => {
  calm = false;
  frames = [];
  vi.stubGlobal("matchMedia", () => ({ matches: calm }));
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  gestures = new Gestures();
  settling = new Settling({ signal: new AbortController().signal, gestures, redraw: () => {} });
});

afterEach(() => vi.unstubAllGlobals());

const run = (now: number) => {
  for (const frame of frames.splice(0)) frame(now);
};

test("numbers begin where they are and go to new values in a quarter of a second", () => {
  expect(settling.to([1, 2])).toEqual([1, 2]);
  expect(settling.to([3, 2])).toEqual([1, 2]);
  run(0);
  run(125);
  expect(settling.to([3, 2])).toEqual([2, 2]);
  run(250);
  expect(settling.to([3, 2])).toEqual([3, 2]);
  expect(frames).toHaveLength(0);
});

test("numbers stand still while a hand is on something", () => {
  settling.to([1]);
  const gesture = gestures.begin("bar");
  expect(settling.to([5])).toEqual([1]);
  expect(frames).toHaveLength(0);
  gestures.end(gesture);
  settling.to([5]);
  expect(frames).toHaveLength(1);
});

test("numbers jump for readers who want no motion, and where there are others", () => {
  calm = true;
  settling.to([1]);
  settling.to([5]);
  expect(settling.to([5])).toEqual([5]);
  expect(settling.to([7, 8])).toEqual([7, 8]);
});
