/** One line at the foot of the page that says what is the matter and what can be done. */

const STYLE = `
.mathml-notice-bar {
  position: fixed; inset: auto 0 0 0; z-index: 10000; display: flex; flex-wrap: wrap; gap: 8px 12px;
  align-items: center; justify-content: center; padding: 8px 16px; font: 14px/1.4 system-ui, sans-serif;
  color: light-dark(#212121, #e0e0e0); background: light-dark(#f7f7f7, #1c1c1c);
  border-top: 2px solid light-dark(#66707b, #98a2ae); color-scheme: light dark;
}
.mathml-notice-bar[role="alert"] { border-top-color: light-dark(#b34700, #f0905a); }
.mathml-notice-bar[hidden] { display: none; }
.mathml-notice-bar span { max-width: 60em; }
.mathml-notice-bar button {
  font: inherit; min-height: 32px; padding: 0 12px; cursor: pointer; color: inherit; background: none;
  border: 1px solid currentColor; border-radius: 3px;
}
@media (pointer: coarse) { .mathml-notice-bar button { min-height: 44px; } }
[data-jp-theme-light="true"] .mathml-notice-bar { color-scheme: light; }
[data-jp-theme-light="false"] .mathml-notice-bar { color-scheme: dark; }
`;

export interface Action {
  readonly label: string;
  run(): void;
}

interface Notice {
  readonly text: string;
  readonly grave: boolean;
  readonly actions: readonly Action[];
}

/** By what they are about, the latest last; that one is shown. */
const notices = new Map<string, Notice>();

/** Show a notice; it takes the place of an older one about the same thing. */
export function say(about: string, text: string, actions: readonly Action[] = [], grave = true) {
  if (notices.get(about)?.text === text) return;
  notices.delete(about);
  notices.set(about, { text, grave, actions });
  show();
}

/** Take the notice about something away. */
export function unsay(about: string): void {
  if (notices.delete(about)) show();
}

/** A button that takes the notice away. */
export function close(about: string): Action {
  return { label: "Close", run: () => unsay(about) };
}

function show(): void {
  const bar = document.querySelector<HTMLElement>(".mathml-notice-bar") ?? makeBar();
  const grave = [...notices.values()].filter((one) => one.grave);
  const latest = grave.at(-1) ?? [...notices.values()].at(-1);
  bar.hidden = latest === undefined;
  if (!latest) return;
  bar.setAttribute("role", latest.grave ? "alert" : "status");
  const text = document.createElement("span");
  text.textContent = latest.text;
  bar.replaceChildren(text, ...latest.actions.map(makeButton));
}

function makeButton({ label, run }: Action): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", run);
  return button;
}

function makeBar(): HTMLElement {
  const style = document.createElement("style");
  style.textContent = STYLE;
  const bar = document.createElement("div");
  bar.className = "mathml-notice-bar";
  document.head.append(style);
  document.body.append(bar);
  return bar;
}
