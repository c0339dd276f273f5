import { render } from "lit-html";
import { beforeEach, expect, test, vi } from "vitest";
import type { Extent } from "../../js/lib/geometry";
import { Gestures } from "../../js/lib/gesture";
import { Scene } from "../../js/lib/scene";
import { find, page, place } from "./hands";

const reach = (size: number): Extent => ({ x: [-size, size], y: [-size, size] });

let root: HTMLElement;
let end: AbortController;
let frames: FrameRequestCallback[];
let still: boolean;

/** Run the animation frames that are due, with the clock at `now`. */
function frame(now: number): void {
  for (const callback of frames.splice(0)) callback(now);
}

function show() {
  const gestures = new Gestures();
  const scene = new Scene({ signal: end.signal, gestures, redraw: () => {} });
  scene.fit(reach(1));
  render(scene.template(null, { label: "the plane" }), root);
  return { scene, gestures };
}

beforeEach(() => {
  root = page();
  end = new AbortController();
  frames = [];
  still = false;
  vi.spyOn(globalThis, "requestAnimationFrame").mockImplementation((callback) =>
    frames.push(callback),
  );
  vi.spyOn(globalThis, "matchMedia").mockImplementation(
    (query) => ({ matches: still && query.includes("reduced-motion") }) as MediaQueryList,
  );
});

test("the first picture shows its content with room round it, at once", () => {
  const { scene } = show();
  expect(scene.plane.span).toBe(3);
});

test("a picture settles on another span in a quarter of a second", () => {
  const { scene } = show();
  scene.fit(reach(4));
  expect(scene.plane.span).toBe(3);
  expect(scene.span).toBe(10);
  frame(0);
  frame(125);
  expect(scene.plane.span).toBeGreaterThan(3);
  expect(scene.plane.span).toBeLessThan(10);
  scene.fit(reach(4));
  frame(250);
  expect(scene.plane.span).toBe(10);
  expect(frames).toHaveLength(0);
});

test("a picture jumps where motion is not wanted", () => {
  still = true;
  const { scene } = show();
  scene.fit(reach(4));
  expect(scene.plane.span).toBe(10);
});

test("a picture never changes its span under a hand", () => {
  const { scene, gestures } = show();
  const gesture = gestures.begin("column_1");
  scene.fit(reach(40));
  expect(frames).toHaveLength(0);
  expect(scene.plane.span).toBe(3);
  gestures.end(gesture);
  scene.fit(reach(40));
  expect(frames).toHaveLength(1);
});

test("a hand that comes while the picture settles stops it", () => {
  const { scene, gestures } = show();
  scene.fit(reach(4));
  frame(0);
  frame(100);
  const { span } = scene.plane;
  gestures.begin("column_1");
  frame(200);
  frame(300);
  expect(scene.plane.span).toBe(span);
  expect(scene.span).toBe(span);
});

test("a picture zoomed by hand stays so until it is released", () => {
  const { scene } = show();
  scene.zoom(2);
  scene.fit(reach(1));
  expect(scene.plane.span).toBe(1.5);
  scene.release();
  scene.fit(reach(1));
  expect(scene.span).toBe(3);
});

test("the pointer is measured by width and height of what is on the page", () => {
  const { scene } = show();
  place(find(root, "svg"), 10, 20, 960, 240);
  expect(scene.pointer({ clientX: 10, clientY: 20 })).toEqual([0, 0]);
  expect(scene.pointer({ clientX: 490, clientY: 140 })).toEqual([240, 240]);
});

test("the picture is a figure with a label", () => {
  show();
  const figure = find(root, "svg.mathml-picture");
  expect(figure.getAttribute("role")).toBe("figure");
  expect(figure.getAttribute("aria-label")).toBe("the plane");
  expect(figure.getAttribute("viewBox")).toBe("0 0 480 480");
});

test("nothing moves once the view has ended", () => {
  const { scene } = show();
  scene.fit(reach(4));
  frame(0);
  end.abort();
  frame(250);
  expect(scene.plane.span).toBe(3);
});
