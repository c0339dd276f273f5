import { beforeEach, expect, test, vi } from "vitest";
import { type Link, Live, type LiveModel } from "../../../js/labextension/live";
import { Outline } from "../../../js/labextension/outline";

const trans = {
  __: (text: string, ...values: unknown[]) =>
    values.reduce<string>(
      (said, value, index) => said.replace(`%${index + 1}`, String(value)),
      text,
    ),
} as never;

function lesson(values: Record<string, unknown>) {
  const listeners = new Set<() => void>();
  const link = {
    get: (name: string) => values[name],
    set: vi.fn(),
    call: vi.fn(),
    onChange: (listener: () => void, signal: AbortSignal) => {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener));
    },
    held: false,
    status: { kind: "live" },
  };
  const model = {
    get: (name: string) => ({ _mathml_name: "Plane" })[name],
  } as unknown as LiveModel;
  const live = new Live("w", model, link as unknown as Link);
  const change = (changed: Record<string, unknown>) => {
    Object.assign(values, changed);
    for (const listener of listeners) listener();
  };
  return { live, link, change, listeners };
}

const steps = [{ say: "One." }, { say: "Two?", ask: "q" }, {}];
let chosen: ReturnType<typeof vi.fn<(live: Live) => void>>;
let outline: Outline;

const buttons = () => [...outline.node.querySelectorAll("button")];
const button = (text: string) => buttons().find((one) => one.textContent === text);

beforeEach(() => {
  chosen = vi.fn<(live: Live) => void>();
  outline = new Outline(trans, chosen);
  document.body.replaceChildren(outline.node);
});

test("the outline is not there while no widget has a lesson", () => {
  outline.follow([lesson({ lesson_steps: [] }).live]);
  expect(outline.node.hidden).toBe(true);
});

test("the outline names the steps, marks the present one, and walks", () => {
  const { live, link } = lesson({ lesson_steps: steps, lesson_step: 1, question: "q" });
  outline.follow([live]);
  expect(outline.node.hidden).toBe(false);
  expect(buttons().map((one) => one.textContent)).toEqual([
    ...["One.", "Two? (asks)", "Step 3"],
    ...["Back", "Next", "Reveal"],
  ]);
  expect(outline.node.querySelector('[aria-current="step"]')?.textContent).toBe("Two? (asks)");
  button("Next")?.click();
  button("Back")?.click();
  button("Reveal")?.click();
  expect(link.call.mock.calls.map(([name]) => name)).toEqual([
    "next_step",
    "previous_step",
    "withdraw",
  ]);
  button("Step 3")?.click();
  expect(link.set).toHaveBeenCalledWith({ lesson_step: 2 });
  expect(chosen).toHaveBeenCalledTimes(4);
});

test("at the ends, and with nothing asked, the buttons are off", () => {
  const { live, change } = lesson({ lesson_steps: steps, lesson_step: 0, question: "" });
  outline.follow([live]);
  expect([button("Back")?.disabled, button("Next")?.disabled, button("Reveal")?.disabled]).toEqual([
    true,
    false,
    true,
  ]);
  change({ lesson_step: 2 });
  expect([button("Back")?.disabled, button("Next")?.disabled]).toEqual([false, true]);
});

test("the focus stays on its step when the outline is drawn again", () => {
  const { live, change } = lesson({ lesson_steps: steps, lesson_step: 0, question: "" });
  outline.follow([live]);
  button("Next")?.focus();
  change({ lesson_step: 1 });
  expect(document.activeElement).toBe(button("Next"));
});

test("what is no longer followed is no longer heard", () => {
  const { live, listeners } = lesson({ lesson_steps: steps, lesson_step: 0, question: "" });
  outline.follow([live]);
  expect(listeners.size).toBe(1);
  outline.follow([]);
  expect(listeners.size).toBe(0);
  expect(outline.node.hidden).toBe(true);
});

test("a button that is off by now gives its focus to the present step", () => {
  const { live, change } = lesson({ lesson_steps: steps, lesson_step: 1, question: "q" });
  outline.follow([live]);
  button("Reveal")?.focus();
  change({ question: "" });
  expect(document.activeElement?.textContent).toBe("Two? (asks)");
});
