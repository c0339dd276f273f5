import { html, render } from "lit-html";
import { beforeEach, expect, test, vi } from "vitest";
import { svgToText } from "../../js/lib/picture";
import { find, page } from "./hands";

let root: HTMLElement;

beforeEach(() => {
  root = page();
  render(
    html`<style>.line { stroke: rgb(1, 2, 3); }</style>
      <div style="background-color: rgb(17, 17, 17)">
      <svg class="mathml-picture" role="figure" viewBox="0 0 200 100" preserveAspectRatio="none">
        ${"<b>text</b>"}
        <path class="line" d="M0 0L1 1"></path>
        <g tabindex="0" role="application" aria-label="A e1" data-name="column_1">
          <circle class="mathml-handle-target" r="15"></circle><circle class="mathml-ring" r="6"></circle>
        </g>
      </svg></div>`,
    root,
  );
  const svg = find<SVGSVGElement>(root, "svg");
  Object.defineProperty(svg, "viewBox", { value: { baseVal: { width: 200, height: 100 } } });
});

function saved(caption = "The plane & its image.", seed = 7): { text: string; file: Document } {
  const text = svgToText([find<SVGSVGElement>(root, "svg")], { caption, seed });
  return { text, file: new DOMParser().parseFromString(text, "image/svg+xml") };
}

test("a saved picture stands alone: its styles are written into it", () => {
  const { file } = saved();
  expect(file.documentElement.getAttribute("xmlns")).toBe("http://www.w3.org/2000/svg");
  expect(find(file, "path").getAttribute("style")).toContain("stroke:rgb(1, 2, 3)");
});

test("it has the ground of the page, the caption and the seed", () => {
  const { file } = saved();
  expect(find(file, "rect").getAttribute("fill")).toBe("rgb(17, 17, 17)");
  const lines = [...file.querySelectorAll("text")].map((line) => line.textContent);
  expect(lines.join(" ")).toBe("The plane & its image. seed 7");
  expect(Number(file.documentElement.getAttribute("height"))).toBeGreaterThan(100 + 2 * 18);
});

test("a long caption breaks into lines, none of them lost", () => {
  const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(" ");
  const { file } = saved(words);
  const lines = [...file.querySelectorAll("text")].map((line) => line.textContent ?? "");
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.slice(0, -1).join(" ")).toBe(words);
});

test("layers that lie on each other become one picture, what is not displayed stays so", () => {
  const above = find(root, "div").appendChild(find(root, "svg").cloneNode(true)) as SVGSVGElement;
  above.querySelector("path")?.setAttribute("style", "display: none");
  const text = svgToText([find<SVGSVGElement>(root, "svg"), above], { caption: "", seed: 0 });
  const file = new DOMParser().parseFromString(text, "image/svg+xml");
  const shown = [...file.querySelectorAll("path")].map((path) => path.getAttribute("style"));
  expect(shown.map((style) => /display:(\w+)/.exec(style ?? "")?.[1])).toEqual([undefined, "none"]);
});

test("what is only there for a hand is left out", () => {
  const { text, file } = saved();
  expect(file.querySelector("circle[r='15']")).toBeNull();
  expect(file.querySelector("circle[r='6']")).not.toBeNull();
  expect(text).not.toMatch(/tabindex|role=|aria-|data-|<!--/);
});

test("the live picture stays as it was", () => {
  const before = root.innerHTML;
  saved();
  expect(root.innerHTML).toBe(before);
  vi.restoreAllMocks();
});
