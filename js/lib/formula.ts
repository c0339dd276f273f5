import { html, mathml, nothing, type TemplateResult } from "lit-html";
import "./formula.css";

export interface SymbolOptions {
  /** The class that gives the colour of its object. */
  readonly colour?: string;
  /** The object it stands for: what `flashTogether` lights up with it. */
  readonly name?: string;
}

export interface FormulaOptions {
  /** What a screen reader says where the formula's own structure does not speak for itself. */
  readonly label?: string;
  readonly block?: boolean;
}

/** A formula in the page. The parts below build its content; each is a template of MathML. */
export function formula(content: unknown, options: FormulaOptions = {}): TemplateResult {
  return html`<math
    class="mathml-formula"
    display=${options.block ? "block" : "inline"}
    aria-label=${options.label ?? nothing}
    >${content}</math
  >`;
}

/** A letter for an object, in the object's colour; several letters are a word and stand upright. */
export function symbol(letter: string, { colour, name }: SymbolOptions = {}): TemplateResult {
  const shape = [...letter].length > 1 ? "mathml-word" : "mathml-letter";
  return mathml`<mi class="${shape} ${colour ?? ""}" data-name=${name ?? nothing}>${letter}</mi>`;
}

/** A number as text, ready formatted. */
export function numeral(text: string, { colour, name }: SymbolOptions = {}): TemplateResult {
  return mathml`<mn class=${colour ?? nothing} data-name=${name ?? nothing}>${text}</mn>`;
}

export function operator(sign: string): TemplateResult {
  return mathml`<mo stretchy="false">${sign}</mo>`;
}

/** Words within a formula. */
export function words(text: string): TemplateResult {
  return mathml`<mtext>${text}</mtext>`;
}

export function row(...parts: readonly unknown[]): TemplateResult {
  return mathml`<mrow>${parts}</mrow>`;
}

export function subscript(base: unknown, index: unknown): TemplateResult {
  return mathml`<msub>${base}${index}</msub>`;
}

export function superscript(base: unknown, exponent: unknown): TemplateResult {
  return mathml`<msup>${base}${exponent}</msup>`;
}

export function fraction(numerator: unknown, denominator: unknown): TemplateResult {
  return mathml`<mfrac>${numerator}${denominator}</mfrac>`;
}

export function root(content: unknown): TemplateResult {
  return mathml`<msqrt>${content}</msqrt>`;
}

/** A matrix of rows of cells. Its brackets are drawn by the style sheet: they stretch without a mathematical font. */
export function matrix(rows: readonly (readonly unknown[])[]): TemplateResult {
  return mathml`<mtable class="mathml-matrix">${rows.map(
    (cells) => mathml`<mtr>${cells.map((cell) => mathml`<mtd>${cell}</mtd>`)}</mtr>`,
  )}</mtable>`;
}

/** A column vector. */
export function column(entries: readonly unknown[]): TemplateResult {
  return matrix(entries.map((entry) => [entry]));
}
