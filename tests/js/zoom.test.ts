import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Point } from "../../js/lib/geometry";
import { Plane } from "../../js/lib/plane";
import { Zoom } from "../../js/lib/zoom";

let plane: Plane;
let zoom: Zoom;

beforeEach(() => {
  plane = new Plane([0, 0], 5, 500, 500);
  const scene = {
    get plane() {
      return plane;
    },
    pointer: ({ clientX, clientY }: { clientX: number; clientY: number }): Point => [
      clientX,
      clientY,
    ],
    take: (next: Plane) => {
      plane = next;
    },
  };
  zoom = new Zoom(scene, new AbortController().signal);
});

function send(type: string, at: number, x: number, y: number, more: PointerEventInit = {}) {
  const event = new PointerEvent(type, { clientX: x, clientY: y, screenX: x, screenY: y, ...more });
  Object.defineProperty(event, "timeStamp", { value: at });
  zoom.handleEvent(event);
}

function wheel(at: number, deltaY: number, x = 250, y = 250): WheelEvent {
  // happy-dom's WheelEvent knows no place.
  const mouse = new MouseEvent("wheel", { clientX: x, clientY: y, cancelable: true });
  const event = Object.assign(mouse, { deltaY, deltaMode: 0 }) as unknown as WheelEvent;
  vi.spyOn(event, "preventDefault");
  Object.defineProperty(event, "timeStamp", { value: at });
  zoom.handleEvent(event);
  return event;
}

describe("a wheel", () => {
  test("scrolls the page on when the picture has just come under a resting pointer", () => {
    send("pointerenter", 1000, 250, 250);
    for (let at = 1010; at < 3000; at += 100) {
      expect(wheel(at, -100).preventDefault).not.toHaveBeenCalled();
    }
    expect(plane.span).toBe(5);
  });

  test("zooms about the pointer once that has moved over the picture", () => {
    send("pointerenter", 1000, 100, 100);
    send("pointermove", 1005, 101, 100);
    const held = plane.toData([101, 100]);
    expect(wheel(1010, -100, 101, 100).preventDefault).toHaveBeenCalled();
    expect(plane.span).toBeLessThan(5);
    const [x, y] = plane.toPixels(held);
    expect(x).toBeCloseTo(101, 9);
    expect(y).toBeCloseTo(100, 9);
  });

  test("is not taken in by a move that only the page made", () => {
    send("pointerenter", 1000, 100, 100);
    send("pointermove", 1005, 100, 100);
    wheel(1010, -100);
    expect(plane.span).toBe(5);
  });

  test("zooms after half a second without scrolling", () => {
    send("pointerenter", 1000, 100, 100);
    wheel(1400, -100);
    expect(plane.span).toBe(5);
    wheel(1950, 100);
    expect(plane.span).toBeGreaterThan(5);
  });

  test("must be armed again when the pointer has been elsewhere", () => {
    send("pointermove", 1005, 101, 100);
    send("pointerleave", 1100, 0, 0);
    send("pointerenter", 2000, 100, 100);
    wheel(2010, -100);
    expect(plane.span).toBe(5);
  });
});

describe("two fingers", () => {
  const touch = (id: number) => ({ pointerType: "touch", pointerId: id });

  test("zoom and pan together: what is under each stays under it", () => {
    send("pointerdown", 0, 200, 200, touch(1));
    send("pointerdown", 0, 300, 200, touch(2));
    const [left, right] = [plane.toData([200, 200]), plane.toData([300, 200])];
    send("pointermove", 1, 150, 240, touch(1));
    send("pointermove", 2, 350, 240, touch(2));
    const pixels = [plane.toPixels(left), plane.toPixels(right)] as const;
    expect(pixels[0][0]).toBeCloseTo(150, 6);
    expect(pixels[1][0]).toBeCloseTo(350, 6);
  });

  test("one finger leaves the picture alone", () => {
    send("pointerdown", 0, 200, 200, touch(1));
    send("pointermove", 1, 260, 260, touch(1));
    expect(plane.span).toBe(5);
    expect(plane.centre).toEqual([0, 0]);
  });
});
