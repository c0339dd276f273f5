import { expect, test } from "vitest";
import { fitting, inside, widthOf } from "../../js/lib/fitting";

test("a text that fits is left as it is, and another is cut where there is room no more", () => {
  expect(fitting("PC 1", 200, 13)).toBe("PC 1");
  const cut = fitting("a direction of low curvature", 100, 13);
  expect(cut).toMatch(/^a direction.*…$/);
  expect(widthOf(cut, 13)).toBeLessThanOrEqual(100);
});

test("a text stays inside, whichever end it hangs from", () => {
  expect(inside(50, "start", 40, 100)).toBe(50);
  expect(inside(90, "start", 40, 100)).toBe(60);
  expect(inside(10, "end", 40, 100)).toBe(40);
  expect(inside(99, "middle", 40, 100)).toBe(80);
});
