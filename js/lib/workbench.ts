/**
 * What every view shows round its picture, made once: history, questions, lesson steps,
 * readouts, notices, the error, the kernel's badge, and the keys that mean something
 * everywhere.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { Announcer } from "./announcer";
import { button, historyButtons, menu } from "./bar";
import { flashTogether } from "./flash";
import { Gestures } from "./gesture";
import { type KeyActions, listenToKeys } from "./keys";
import type { Link } from "./link";
import { badge, type Notice, notices } from "./notices";
import { Asking } from "./question";
import { type Reading, rowsOf } from "./readings";
import { Readouts } from "./readouts";
import { Slider, type SliderOptions } from "./slider";
import { statusText } from "./status";
import type { Stage } from "./view";

interface Refusal {
  readonly message: string;
  readonly trait: string | null;
}

interface Step {
  readonly say?: string;
}

export class Workbench {
  /** Gestures of this view; each is one step of undo. */
  readonly gestures: Gestures;
  readonly announcer: Announcer;
  readonly asking: Asking;
  readonly #readouts = new Readouts();
  readonly #link: Link;
  readonly #signal: AbortSignal;

  constructor(stage: Stage, keys: KeyActions = {}) {
    const { link, root, signal } = stage;
    this.#link = link;
    this.#signal = signal;
    this.gestures = new Gestures(() => {
      if (this.gestures.active) link.hold(this.gestures.held);
      else link.release();
      stage.redraw();
    });
    stage.drawn = () => this.gestures.sweep();
    signal.addEventListener("abort", () => link.release());
    this.announcer = new Announcer(signal);
    this.asking = new Asking(link, signal);
    const history = {
      undo: () => link.call("undo"),
      redo: () => link.call("redo"),
      back: () => link.call("previous_step"),
      forward: () => link.call("next_step"),
    };
    listenToKeys(root, { ...history, ...keys }, signal);
    flashTogether(root, signal);
  }

  /** Whether a trait, a layer or a pane is hidden by the teacher. */
  hides(name: string): boolean {
    return (this.#link.get<string[]>("hidden") ?? []).includes(name);
  }

  /** Whether a given trait may not be changed by hand: locked, or no kernel to answer. */
  locks(name: string): boolean {
    const locked = this.#link.get<string[]>("locked") ?? [];
    return locked.includes(name) || this.#link.status.kind === "absent";
  }

  get digits(): number {
    return this.#link.get<number>("digits");
  }

  /** A menu for a given trait that is one of a list; Python says which, unless the view does. */
  pick(
    label: string,
    name: string,
    values: readonly string[] = this.#valuesOf(name),
    say = (value: string) => value || "custom",
  ): TemplateResult | typeof nothing {
    const [link, signal] = [this.#link, this.#signal];
    const now = link.get<string | number>(name);
    if (this.hides(name) || values.length < 2) return nothing;
    return menu(label, {
      signal,
      value: String(now),
      choices: values.map((value) => ({ value, label: say(value) })),
      choose: (value) => link.set({ [name]: typeof now === "number" ? Number(value) : value }),
      disabled: this.locks(name),
    });
  }

  #valuesOf(name: string): readonly string[] {
    const link = this.#link;
    return name === "preset"
      ? ["", ...(link.get<string[]>("preset_names") ?? [])]
      : (link.get<Record<string, string[]>>("choices")?.[name] ?? []);
  }

  /** A slider for a given trait; the options say what else it may be. */
  slider(
    name: string,
    label: string,
    options: Partial<SliderOptions> & Pick<SliderOptions, "low" | "high" | "text">,
  ): Slider {
    const link = this.#link;
    return new Slider({
      signal: this.#signal,
      gestures: this.gestures,
      name,
      label,
      value: () => link.get<number>(name),
      locked: () => this.locks(name),
      move: (value) => link.set({ [name]: value }),
      ...options,
    });
  }

  /** What stands on the right of the bar: history, questions. */
  tools(): TemplateResult {
    const [link, signal] = [this.#link, this.#signal];
    const questions = Object.entries(link.get<Record<string, string>>("question_names") ?? {});
    const asked = link.get<string>("question");
    const absent = this.locks("");
    return html`${historyButtons({
      signal,
      canUndo: link.get<boolean>("can_undo") && !absent,
      canRedo: link.get<boolean>("can_redo") && !absent,
      canReset: !absent,
      undo: () => link.call("undo"),
      redo: () => link.call("redo"),
      reset: () => link.call("reset"),
    })}
    ${
      questions.length
        ? menu("Predict", {
            signal,
            value: asked,
            disabled: absent,
            choices: [
              { value: "", label: "off" },
              ...questions.map(([value, label]) => ({ value, label })),
            ],
            choose: (name) => (name ? link.call("ask", { question: name }) : link.call("withdraw")),
          })
        : nothing
    }`;
  }

  /** The sentence and the buttons of the lesson, while there is one. */
  lesson(): TemplateResult | typeof nothing {
    const [link, signal] = [this.#link, this.#signal];
    const steps = link.get<readonly Step[]>("lesson_steps") ?? [];
    if (steps.length === 0) return nothing;
    const at = link.get<number>("lesson_step");
    return html`<section class="mathml-lesson" aria-label="Lesson">
      <p role="status">${steps[at]?.say ?? ""}</p>
      <div class="mathml-bar-side">
        ${button("‹", { signal, label: "Step back", disabled: at <= 0, press: () => link.call("previous_step") })}
        <span>${at + 1} of ${steps.length}</span>
        ${button("›", { signal, label: "Next step", disabled: at >= steps.length - 1, press: () => link.call("next_step") })}
      </div>
    </section>`;
  }

  /** The table of numbers. */
  readouts(): TemplateResult | typeof nothing {
    if (this.hides("readouts")) return nothing;
    const readings = this.#link.get<readonly Reading[]>("readouts") ?? [];
    const hidden = new Set(this.#link.get<string[]>("hidden"));
    const rows = rowsOf(readings, this.digits, this.asking.masked, hidden);
    return this.#readouts.template(rows, this.gestures.active);
  }

  /** The error, the notices, worded as a view would have them, and the badge. */
  said(worded = (list: readonly Notice[]) => list): TemplateResult {
    const error = this.#link.get<Refusal | null>("error");
    const silent = this.hides("notices") || this.asking.masked.has("notices");
    const list = silent ? [] : worded(this.#link.get<readonly Notice[]>("notices") ?? []);
    const status = statusText(this.#link.status, performance.now());
    return html`${notices(list, error && !error.trait ? error.message : undefined)}
    ${this.#progress()}${badge(status || null)}`;
  }

  #progress(): TemplateResult | typeof nothing {
    const progress = this.#link.get<{ done: number; stopped: boolean } | null>("progress");
    if (!progress) return nothing;
    const share = Math.round(progress.done * 100);
    if (progress.stopped) return html`<p class="mathml-progress">Stopped at ${share} %.</p>`;
    return html`<p class="mathml-progress">
      <progress max="100" value=${share} aria-label="Long work"></progress> ${share} %
      ${button("Stop", { signal: this.#signal, press: () => this.#link.call("stop") })}
    </p>`;
  }
}
