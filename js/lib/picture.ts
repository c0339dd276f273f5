const SVG = "http://www.w3.org/2000/svg";

/** What the look of an SVG element depends on, beyond its attributes. */
const STYLES =
  /^(color$|display$|fill|stroke|opacity|paint-order|font-(family|size$|style|weight)|shape-rendering|text-anchor)/;

/** What is there for a hand, not for an eye. */
const FOR_HANDS = ".mathml-handle-target, .mathml-halo";
const HAND_ATTRIBUTES = /^(tabindex|role|class|aria-|data-)/;

const LINE = 18;
const INSET = 12;

export interface PictureOptions {
  readonly caption: string;
  readonly seed: number;
}

/**
 * Live SVGs that lie on each other as one file: styles written into it, the ground behind it, caption
 * and seed beneath it.
 */
export function svgToText(
  layers: readonly [SVGSVGElement, ...SVGSVGElement[]],
  { caption, seed }: PictureOptions,
): string {
  const [svg] = layers;
  const { width, height } = sizeOf(svg);
  const [copy, ...others] = layers.map(stripped) as [SVGSVGElement, ...SVGSVGElement[]];
  copy.append(...others.flatMap((other) => [...other.children]));

  const style = getComputedStyle(svg);
  const lines = [...wrap(caption, width - 2 * INSET), `seed ${seed}`];
  const total = height + lines.length * LINE + INSET;
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("viewBox", `0 0 ${width} ${total}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(total));
  copy.removeAttribute("preserveAspectRatio");
  copy.prepend(
    make("title", {}, caption),
    make("rect", { width, height: total, fill: groundOf(svg) }),
  );
  for (const [index, line] of lines.entries()) {
    const place = { x: INSET, y: height + LINE * (index + 1), fill: style.color };
    const type = { "font-family": style.fontFamily, "font-size": 13 };
    copy.append(make("text", { ...place, ...type }, line));
  }
  return new XMLSerializer().serializeToString(copy);
}

/** The text of an SVG file as a PNG, at twice its size. */
export async function svgToPng(text: string, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no 2D canvas to draw the PNG on");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("this browser could not write the PNG"));
    }, "image/png");
  });
}

function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const box = svg.viewBox.baseVal;
  return box?.width ? box : svg.getBoundingClientRect();
}

/** A copy with its styles and without what is there for hands. */
function stripped(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copyStyles(svg, copy);
  for (const element of copy.querySelectorAll(FOR_HANDS)) element.remove();
  for (const element of [copy, ...copy.querySelectorAll("*")]) strip(element);
  return copy;
}

function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const names = Array.from(style).filter((name) => STYLES.test(name));
  const text = names.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
  to.setAttribute("style", text);
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin) copyStyles(child, twin);
  }
}

/** Take off what only makes sense on the live page, and the comments that mark lit's parts. */
function strip(element: Element): void {
  for (const { name } of [...element.attributes]) {
    if (HAND_ATTRIBUTES.test(name)) element.removeAttribute(name);
  }
  for (const node of [...element.childNodes]) {
    if (node.nodeType === Node.COMMENT_NODE) node.remove();
  }
}

/** The colour behind an element: the first of its ancestors' grounds that is not transparent. */
function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor && !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor))
      return backgroundColor;
  }
  return "white";
}

function make(name: string, attributes: Record<string, string | number>, content = ""): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = content;
  return element;
}

/** Break a text into lines of about `width` pixels at 13 px type. */
function wrap(text: string, width: number): string[] {
  const longest = Math.max(10, Math.floor(width / 6.8));
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < longest)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
