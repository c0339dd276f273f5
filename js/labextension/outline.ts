/** The steps of the lessons in the open notebook, to walk a class through them. */
import type { TranslationBundle } from "@jupyterlab/translation";
import { Widget } from "@lumino/widgets";
import { element } from "./elements";
import type { Live } from "./live";

interface Step {
  readonly say?: string;
  readonly ask?: string;
}

export type Move = "next" | "back" | "reveal" | number;

/** Whether a widget has a lesson to walk through. */
export function hasLesson(live: Live): boolean {
  return stepsOf(live).length > 0;
}

/** Walk on, back, to a step, or show what a question hides. */
export function walk(live: Live, move: Move): void {
  if (move === "next") live.call("next_step");
  else if (move === "back") live.call("previous_step");
  else if (move === "reveal") live.call("withdraw");
  else live.link?.set({ lesson_step: move });
}

function stepsOf(live: Live): readonly Step[] {
  return live.get<readonly Step[] | null>("lesson_steps") ?? [];
}

export class Outline extends Widget {
  readonly #trans: TranslationBundle;
  readonly #body: HTMLElement;
  #lessons: readonly Live[] = [];
  #end = new AbortController();
  #seen = "";

  constructor(
    trans: TranslationBundle,
    /** Called with the lesson that the reader walks through here. */
    readonly chosen: (live: Live) => void,
  ) {
    super();
    this.#trans = trans;
    this.addClass("mathml-outline");
    this.#body = element("div", {});
    this.node.append(element("h2", {}, trans.__("Lesson in this notebook")), this.#body);
    this.follow([]);
  }

  override dispose(): void {
    this.#end.abort();
    super.dispose();
  }

  /** Show the lessons of these widgets, and follow them. */
  follow(lives: readonly Live[]): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#lessons = lives;
    for (const { link } of lives) link?.onChange(() => this.#draw(), this.#end.signal);
    this.#draw();
  }

  #draw(): void {
    const lessons = this.#lessons.filter(hasLesson);
    const seen = JSON.stringify(
      lessons.map((live) => [
        live.id,
        live.get("lesson_step"),
        live.get("question"),
        stepsOf(live),
      ]),
    );
    if (seen === this.#seen) return;
    this.#seen = seen;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["place"];
    this.node.hidden = lessons.length === 0;
    this.#body.replaceChildren(...lessons.map((live, index) => this.#lesson(live, index)));
    // A button that is off by now gives the focus to the present step.
    const again = this.#body.querySelector<HTMLElement>(`[data-place="${focused}"]:not(:disabled)`);
    const step = this.#body.querySelector<HTMLElement>("[aria-current]");
    if (focused) (again ?? step)?.focus();
  }

  #lesson(live: Live, index: number): HTMLElement {
    const trans = this.#trans;
    const steps = stepsOf(live);
    const at = live.get<number>("lesson_step");
    const asked = live.get<string>("question");
    const go = (move: Move) => () => {
      this.chosen(live);
      walk(live, move);
    };
    const button = (text: string, move: Move, disabled: boolean) =>
      element(
        "button",
        {
          type: "button",
          class: "mathml-outline-button",
          "data-place": `${index} ${move}`,
          click: go(move),
          ...(disabled ? { disabled: "" } : {}),
        },
        text,
      );
    const items = steps.map((step, number) =>
      element(
        "li",
        {},
        element(
          "button",
          {
            type: "button",
            class: "mathml-outline-step",
            "data-place": `${index} ${number}`,
            ...(number === at ? { "aria-current": "step" } : {}),
            click: go(number),
          },
          step.say ?? trans.__("Step %1", number + 1),
          ...(step.ask ? [element("em", {}, ` ${trans.__("(asks)")}`)] : []),
        ),
      ),
    );
    const keydown = (event: KeyboardEvent) => {
      const move = { ArrowDown: "next", ArrowUp: "back" }[event.key] as Move | undefined;
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      go(move)();
    };
    return element(
      "section",
      { "aria-label": live.name, keydown },
      element("p", { class: "mathml-outline-name" }, live.name, ` · ${at + 1} / ${steps.length}`),
      element("ol", {}, ...items),
      element(
        "div",
        { class: "mathml-outline-buttons" },
        button(trans.__("Back"), "back", at <= 0),
        button(trans.__("Next"), "next", at >= steps.length - 1),
        button(trans.__("Reveal"), "reveal", !asked),
      ),
    );
  }
}
