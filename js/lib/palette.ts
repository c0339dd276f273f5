/**
 * The colours that mean something, as data: for canvases, and for the test of their contrasts.
 *
 * `mark` is for lines and shapes, `text` for letters. The style sheet says the same; a test compares them.
 */
export type Role = "hand" | "answer" | "second" | "third" | "ghost";

export interface Colour {
  readonly mark: string;
  readonly text: string;
}

export type Palette = Readonly<Record<Role, Colour>>;

const same = (colour: string): Colour => ({ mark: colour, text: colour });

export const light: Palette = {
  hand: same("#0072b2"),
  answer: { mark: "#d55e00", text: "#b34700" },
  second: { mark: "#009e73", text: "#00795a" },
  third: same("#a8548a"),
  ghost: { mark: "#8a94a0", text: "#66707b" },
};

export const dark: Palette = {
  hand: same("#56b4e9"),
  answer: same("#f0905a"),
  second: same("#2bbf97"),
  third: same("#d99bc1"),
  ghost: { mark: "#77828f", text: "#98a2ae" },
};

/** For readers who ask their system for more contrast. */
export const strongLight: Palette = {
  hand: same("#00527f"),
  answer: same("#8f3900"),
  second: same("#005c44"),
  third: same("#7d3164"),
  ghost: same("#49525c"),
};

export const strongDark: Palette = {
  hand: same("#8fd0f5"),
  answer: same("#ffb68f"),
  second: same("#63e0bc"),
  third: same("#f2c1df"),
  ghost: same("#bcc5cf"),
};
