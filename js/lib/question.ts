/** Predict, then check: the question on screen, the guess, and what came of it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { button } from "./bar";
import type { Point } from "./geometry";
import type { Link } from "./link";
import { claim, on } from "./listen";
import { coordinates, number } from "./number";
import "./input.css";
import "./question.css";

interface Attempt {
  readonly guess: unknown;
  readonly truth: unknown;
  readonly error: number;
  readonly right: boolean;
  readonly unit: string;
}

/** The question as `shell/asking.py` sends it. */
export interface Task {
  readonly name: string;
  readonly prompt: string;
  readonly kind: "choice" | "number" | "point" | "handle";
  readonly handle: string;
  readonly choices: readonly string[];
  readonly unit: string;
  readonly masks: readonly string[];
  readonly hints: readonly string[];
  readonly more_hints: boolean;
  readonly attempt: Attempt | null;
}

/** The part of a view that asks. It keeps the guess until it is committed. */
export class Asking {
  /** Where the ghost handle of a point question stands. */
  point: Point = [0, 0];
  #text = "";
  #name = "";

  constructor(
    private readonly link: Link,
    private readonly signal: AbortSignal,
  ) {}

  /** The question on screen, if there is one. */
  get task(): Task | null {
    const task = this.link.get<Task | null>("task");
    if (task && task.name !== this.#name) {
      this.#name = task.name;
      this.#text = "";
      this.point = [1, 1];
    }
    if (!task) this.#name = "";
    return task;
  }

  /** What must not be seen yet. */
  get masked(): ReadonlySet<string> {
    return new Set(this.task?.masks ?? []);
  }

  template(): TemplateResult | typeof nothing {
    const { task, link, signal } = this;
    if (!task) return nothing;
    return html`<section class="mathml-question" aria-label="Question">
      <p class="mathml-prompt">${task.prompt}</p>
      ${task.attempt ? this.#verdict(task.attempt) : this.#answering(task)}
      ${task.hints.map((hint) => html`<p class="mathml-hint">${hint}</p>`)}
      <div class="mathml-bar-side">
        ${
          task.attempt
            ? button("Again", { signal, press: () => link.call("ask", { question: task.name }) })
            : task.more_hints
              ? button("Hint", { signal, press: () => link.call("hint") })
              : nothing
        }
        ${button("Close", { signal, press: () => link.call("withdraw"), label: "Close the question" })}
      </div>
    </section>`;
  }

  #answering(task: Task): TemplateResult {
    const { signal } = this;
    const commit = (guess: unknown) => this.link.call("answer", { guess });
    if (task.kind === "choice") {
      return html`<div class="mathml-bar-side" role="group" aria-label="Your answer">
        ${task.choices.map((one) => button(one, { signal, press: () => commit(one) }))}
      </div>`;
    }
    if (task.kind === "number") {
      return html`<form
        class="mathml-bar-side"
        @submit=${on<Event>(signal, (event) => {
          claim(event);
          commit(Number(this.#text));
        })}
      >
        <input
          class="mathml-guess"
          inputmode="decimal"
          aria-label="Your answer"
          .value=${this.#text}
          @input=${on<Event>(signal, (event) => {
            this.#text = (event.target as HTMLInputElement).value;
          })}
          @keydown=${on<Event>(signal, (event) => event.stopPropagation())}
        />
        <button class="mathml-button" type="submit">Check</button>
      </form>`;
    }
    const guess = task.kind === "point" ? () => [...this.point] : () => null;
    const where =
      task.kind === "point"
        ? html`<span>Your point: (${coordinates(this.point, 2)})</span>`
        : nothing;
    return html`<div class="mathml-bar-side">
      ${where}${button("Check", { signal, press: () => commit(guess()) })}
    </div>`;
  }

  #verdict(attempt: Attempt): TemplateResult {
    const words = attempt.right ? "Right." : "Not yet.";
    const off =
      attempt.unit === "wrong"
        ? html`The answer: ${said(attempt.truth)}.`
        : html`Off by ${number(attempt.error, 2)} (${attempt.unit}).`;
    return html`<p class="mathml-verdict" role="status" data-right=${attempt.right}>
      <strong>${words}</strong> ${off}
    </p>`;
  }
}

function said(truth: unknown): string {
  return typeof truth === "string" ? truth : JSON.stringify(truth);
}
