/**
 * Present mode: one output fills the page in large type, alive, with a ghost of the state before the last
 * change, freeze and spotlight.
 */
import type { TranslationBundle } from "@jupyterlab/translation";
import { Widget } from "@lumino/widgets";
import { element } from "./elements";
import { drawingIn, ghostOf, stillOf } from "./ghost";
import type { Live } from "./live";
import { hasLesson, type Move, walk } from "./outline";

/** Milliseconds without a change after which the next one has a ghost of its own. */
const REST = 600;

type Tool = "ghost" | "freeze" | "spotlight";

export class Stage extends Widget {
  readonly #lives: readonly Live[];
  readonly #presented: readonly boolean[];
  readonly #output: Widget;
  readonly #scene: HTMLElement;
  readonly #ghosts: HTMLElement;
  readonly #buttons = new Map<Tool, HTMLButtonElement>();
  readonly #end = new AbortController();
  readonly #closed: () => void;
  #changedAt = 0;
  #held = false;
  /** The picture before what changes now, until it does. */
  #before: { readonly drawing: string; readonly ghost: HTMLElement } | undefined;
  #wanted = true;

  /**
   * @param output a view of the outputs, which dies with the stage
   * @param lives the widgets in it
   * @param closed called when the teacher leaves
   */
  constructor(
    output: Widget,
    lives: readonly Live[],
    trans: TranslationBundle,
    closed: () => void,
  ) {
    super();
    this.#output = output;
    this.#lives = lives;
    this.#closed = closed;
    this.addClass("mathml-stage");
    this.addClass("mathml-theme");
    this.node.setAttribute("role", "dialog");
    this.node.setAttribute("aria-modal", "true");
    this.node.setAttribute("aria-label", trans.__("Presentation"));
    this.node.dataset["lmSuppressShortcuts"] = "true";
    this.node.tabIndex = -1;
    this.#scene = element("div", { class: "mathml-scene" });
    this.#ghosts = element("div", { class: "mathml-ghosts" });
    this.node.append(this.#toolbar(trans), this.#scene);
    this.#presented = lives.map((live) => Boolean(live.get("present")));
    this.#listen();
  }

  /** The stage is on the page: the output goes on it. */
  protected override onAfterAttach(): void {
    Widget.attach(this.#output, this.#scene);
    this.#scene.append(this.#ghosts);
    for (const { link } of this.#lives) {
      link?.set({ present: true });
      link?.onChange(() => this.#changed(), this.#end.signal);
    }
    this.#changedAt = performance.now();
    this.node.focus();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#end.abort();
    for (const [index, { link }] of this.#lives.entries())
      link?.set({ present: this.#presented[index] });
    this.#output.dispose();
    super.dispose();
  }

  #toolbar(trans: TranslationBundle): HTMLElement {
    const tool = (name: Tool, text: string, key: string, pressed: boolean) => {
      const button = element(
        "button",
        {
          type: "button",
          class: "mathml-stage-button",
          "aria-pressed": String(pressed),
          title: `${text} (${key})`,
          click: () => this.#toggle(name),
        },
        text,
      );
      this.#buttons.set(name, button);
      return button;
    };
    const plain = (text: string, title: string, act: () => void) =>
      element("button", { type: "button", class: "mathml-stage-button", title, click: act }, text);
    const steps = this.#lives.some(hasLesson)
      ? [
          plain(trans.__("Back"), trans.__("Page Up"), () => this.#walk("back")),
          plain(trans.__("Next"), trans.__("Page Down"), () => this.#walk("next")),
          plain(trans.__("Reveal"), "A", () => this.#walk("reveal")),
        ]
      : [];
    return element(
      "div",
      { class: "mathml-stage-bar", role: "toolbar", "aria-label": trans.__("Presentation") },
      ...steps,
      tool("ghost", trans.__("Ghost of before"), "G", true),
      tool("freeze", trans.__("Freeze"), "F", false),
      tool("spotlight", trans.__("Spotlight"), "S", false),
      plain(trans.__("Close"), trans.__("Escape"), () => this.#closed()),
    );
  }

  #listen(): void {
    const { signal } = this.#end;
    this.node.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    const point = (x: number, y: number) => {
      this.node.style.setProperty("--mathml-spot-x", `${x}px`);
      this.node.style.setProperty("--mathml-spot-y", `${y}px`);
    };
    this.node.addEventListener("pointermove", (at) => point(at.clientX, at.clientY), { signal });
    this.node.addEventListener(
      "focusin",
      ({ target }) => {
        if (target === this.node) return;
        const { left, top, width, height } = (target as Element).getBoundingClientRect();
        point(left + width / 2, top + height / 2);
      },
      { signal },
    );
    point(window.innerWidth / 2, window.innerHeight / 2);
    const size = new ResizeObserver(() => this.#ghosts.replaceChildren());
    size.observe(this.node);
    signal.addEventListener("abort", () => size.disconnect());
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element).closest("input:not([type=range]), textarea, select")) return;
    const act = this.#meaning(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #meaning(key: string): (() => void) | undefined {
    switch (key) {
      case "g":
        return () => this.#toggle("ghost");
      case "f":
        return () => this.#toggle("freeze");
      case "s":
        return () => this.#toggle("spotlight");
      case "a":
        return () => this.#walk("reveal");
      case "PageDown":
        return () => this.#walk("next");
      case "PageUp":
        return () => this.#walk("back");
      case "Escape":
        return this.#closed;
      default:
        return undefined;
    }
  }

  #walk(move: Move): void {
    const live = this.#lives.find(hasLesson);
    if (live) walk(live, move);
  }

  #toggle(name: Tool): void {
    const button = this.#buttons.get(name);
    const on = button?.getAttribute("aria-pressed") !== "true";
    button?.setAttribute("aria-pressed", String(on));
    if (name === "spotlight") this.node.toggleAttribute("data-spotlight", on);
    if (name === "ghost") this.#wanted = on;
    if (name === "ghost" && !on) this.#ghosts.replaceChildren();
    if (name === "freeze") this.#freeze(on);
  }

  /** What the class sees stands still, whatever happens beneath; nothing beneath can be touched. */
  #freeze(on: boolean): void {
    // What had the focus cannot keep it, and the keys are heard where the focus is.
    if (on) this.node.focus();
    this.#output.node.inert = on;
    this.#scene.querySelector(".mathml-frozen")?.remove();
    if (on) this.#scene.append(stillOf(this.#scene));
  }

  #changed(): void {
    const now = performance.now();
    const begins = now - this.#changedAt > REST && !this.#held;
    if (begins && this.#wanted)
      this.#before = { drawing: drawingIn(this.#scene), ghost: ghostOf(this.#scene) };
    // The picture is still the one before: views draw in the next frame.
    if (this.#before) requestAnimationFrame(() => requestAnimationFrame(() => this.#leaveGhost()));
    this.#held = this.#lives.some(({ link }) => link?.held);
    this.#changedAt = now;
  }

  /** What changes no picture leaves no ghost. */
  #leaveGhost(): void {
    if (!this.#before || drawingIn(this.#scene) === this.#before.drawing) return;
    if (this.#wanted) this.#ghosts.replaceChildren(this.#before.ghost);
    this.#before = undefined;
  }
}
