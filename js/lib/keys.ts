import { claim } from "./listen";

export interface KeyActions {
  /** R: show everything again. */
  readonly resetView?: () => void;
  /** Z and Shift-Z. */
  readonly undo?: () => void;
  readonly redo?: () => void;
  /** Comma and point: one step back, one step on. */
  readonly back?: () => void;
  readonly forward?: () => void;
  /** Space, unless it presses what has the focus. */
  readonly play?: () => void;
  /** Plus and minus. */
  readonly zoom?: (factor: number) => void;
}

const TYPES = "input:not([type=range]), textarea, select, [contenteditable]";
const PRESSES = "button, summary, a[href], select, input";
const ZOOM = 1.25;

function action({ key }: KeyboardEvent, actions: KeyActions): (() => void) | undefined {
  const { resetView, undo, redo, back, forward, play, zoom } = actions;
  const meaning: Readonly<Record<string, (() => void) | undefined>> = {
    r: resetView,
    R: resetView,
    z: undo,
    Z: redo,
    ",": back,
    ".": forward,
    " ": play,
    "+": zoom && (() => zoom(ZOOM)),
    "-": zoom && (() => zoom(1 / ZOOM)),
  };
  return meaning[key];
}

/** The keys that mean something everywhere in a view, and nothing outside it. What a control has handled is left alone. */
export function listenToKeys(root: HTMLElement, actions: KeyActions, signal: AbortSignal): void {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as Element;
      if (target.closest(TYPES)) return;
      if (event.key === " " && target.closest(PRESSES)) return;
      const act = action(event, actions);
      if (!act) return;
      claim(event);
      act();
    },
    { signal },
  );
}
