import { html, render } from "lit-html";
import { beforeEach, expect, test } from "vitest";
import { axes, axisTexts } from "../../js/lib/axes";
import { Plane } from "../../js/lib/plane";
import { page } from "./hands";

let root: HTMLElement;

beforeEach(() => {
  root = page();
});

function labels(plane: Plane): { text: string; x: number; y: number }[] {
  render(html`<svg>${axes(plane, { x: "<b>x₁</b>", y: "x₂" })}</svg>`, root);
  return [...root.querySelectorAll("text")].map((element) => ({
    text: element.textContent ?? "",
    x: Number(element.getAttribute("x")),
    y: Number(element.getAttribute("y")),
  }));
}

test("ticks stand under their values, few and round, and the axes have names", () => {
  const plane = new Plane([0, 0], 5, 480, 480);
  const all = labels(plane);
  const along = all.filter(({ y }) => y > 460);
  expect(along.map(({ text }) => text)).toEqual(["\u22122", "\u22121", "0", "1", "2"]);
  for (const { text, x } of along) {
    expect(x).toBeCloseTo(plane.toPixels([Number(text.replace("\u2212", "-")), 0])[0], 1);
  }
  expect(all.map(({ text }) => text)).toContain("<b>x₁</b>");
  expect(root.querySelector("b")).toBeNull();
});

test("labels stay inside the picture wherever the origin is", () => {
  for (const centre of [
    [0, 0],
    [40, -3],
    [-900, 900],
  ] as const) {
    for (const span of [1e-7, 0.3, 5, 1e8]) {
      const all = labels(new Plane(centre, span, 400, 300));
      expect(all.length).toBeLessThan(20);
      for (const { x, y } of all) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(400);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(300);
      }
    }
  }
});

test("large and small steps have powers of ten", () => {
  const texts = labels(new Plane([0, 0], 5e6, 480, 480)).map(({ text }) => text);
  expect(texts).toContain("1.0×10⁶");
  expect(texts).toContain("0");
});

test("the places of the axes' texts are known, so that labels can keep off them", () => {
  const plane = new Plane([0, 0], 4, 480, 480);
  const { points, segments } = axisTexts(plane);
  expect(points).toHaveLength(2);
  for (const [x, y] of points) {
    expect(Math.min(x, y, 480 - x, 480 - y)).toBeGreaterThan(0);
  }
  const [left, below] = segments;
  expect(left?.[0][0]).toBeLessThan(20);
  expect(below?.[0][1]).toBeGreaterThan(460);
});
