/** Sets the TeX of a page as MathML, which browsers draw by themselves. */
import temml from "temml";

/** Where nbconvert leaves TeX as it stands. */
const PLACES = ".jp-RenderedMarkdown, .jp-RenderedLatex";

const OPTIONS = { fences: "all", ignoredClasses: ["mathml-root"], throwOnError: false } as const;

export function setFormulas(page: ParentNode): void {
  Object.assign(globalThis, { temml }); // where it looks for itself
  for (const place of page.querySelectorAll(PLACES)) temml.renderMathInElement(place, OPTIONS);
}
