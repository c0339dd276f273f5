/** Copies of what a view shows: a ghost of the picture before the change, and a picture that stands still. */

const PICTURES = "svg.mathml-picture, .bqplot > svg, .mathml-root canvas";
/** What a ghost leaves out: words, and what is there for hands or is the same before and after. */
const NOT_IN_GHOSTS =
  "text, .mathml-handle, .mathml-input-grid, .mathml-image-grid, .mathml-axes, .axis, .brushintsel";

/** What all pictures in an element are made of, to see whether they change. */
export function drawingIn(stage: HTMLElement): string {
  return [...picturesIn(stage)].map((picture) => picture.innerHTML).join();
}

/** A copy of all pictures in an element, each in its place over the original. */
export function ghostOf(stage: HTMLElement): HTMLElement {
  const layer = layerOver("mathml-ghost-layer");
  const origin = stage.getBoundingClientRect();
  for (const picture of picturesIn(stage)) {
    const box = picture.getBoundingClientRect();
    if (box.width === 0) continue;
    const copy = copyOf(picture);
    for (const part of copy.querySelectorAll(NOT_IN_GHOSTS)) part.remove();
    const frame = document.createElement("div");
    frame.className = `mathml-root mathml-theme mathml-present ${picture.closest(".bqplot") ? "bqplot" : ""}`;
    Object.assign(frame.style, {
      left: `${box.left - origin.left + stage.scrollLeft}px`,
      top: `${box.top - origin.top + stage.scrollTop}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
    });
    frame.append(copy);
    layer.append(frame);
  }
  return layer;
}

/** A copy of everything in an element, to lie over it. */
export function stillOf(stage: HTMLElement): HTMLElement {
  const layer = layerOver("mathml-frozen");
  for (const child of stage.children) {
    if (child.matches(".mathml-ghost-layer, .mathml-frozen")) continue;
    const copy = child.cloneNode(true) as HTMLElement;
    copyCanvases(child, copy);
    layer.append(copy);
  }
  for (const style of layer.querySelectorAll("style")) style.remove();
  return layer;
}

function* picturesIn(stage: HTMLElement): Generator<SVGSVGElement | HTMLCanvasElement> {
  for (const picture of stage.querySelectorAll<SVGSVGElement | HTMLCanvasElement>(PICTURES))
    if (!picture.closest(".mathml-ghost-layer, .mathml-frozen")) yield picture;
}

function layerOver(name: string): HTMLElement {
  const layer = document.createElement("div");
  layer.className = name;
  layer.setAttribute("aria-hidden", "true");
  layer.inert = true;
  return layer;
}

function copyOf(picture: SVGSVGElement | HTMLCanvasElement): SVGSVGElement | HTMLCanvasElement {
  const copy = picture.cloneNode(true) as typeof picture;
  if (picture instanceof HTMLCanvasElement) paint(picture, copy as HTMLCanvasElement);
  return copy;
}

function copyCanvases(from: Element, to: Element): void {
  const copies = to.querySelectorAll("canvas");
  for (const [index, canvas] of [...from.querySelectorAll("canvas")].entries()) {
    const copy = copies[index];
    if (copy) paint(canvas, copy);
  }
}

function paint(from: HTMLCanvasElement, to: HTMLCanvasElement): void {
  if (from.width && from.height) to.getContext("2d")?.drawImage(from, 0, 0);
}
