import { expect, test } from "vitest";
import { Live, type LiveModel, NoAnswer, Refusal } from "../../../js/labextension/live";

type Listener = (content: unknown) => void;

/** A model whose kernel answers a request for another form with what `answer` makes of it. */
function modelOf(answer: (form: string) => object | undefined) {
  const listeners = new Set<Listener>();
  const model: LiveModel = {
    comm_live: true,
    get: () => undefined,
    on: (_, listener) => listeners.add(listener),
    off: (_, listener) => listeners.delete(listener),
    send(content) {
      const { form, number } = (content as { args: { form: string; number: number } }).args;
      for (const hear of [...listeners]) {
        hear({ kind: "handed", number: number + 1, text: "another's" });
        const told = answer(form);
        if (told) hear({ kind: "handed", number, ...told });
      }
    },
  };
  return { model, listeners };
}

test("a widget hands over what was asked for, and what others asked for is left alone", async () => {
  const { model, listeners } = modelOf((form) => ({ text: `as ${form}` }));
  expect(await new Live("w", model, undefined).handOver("code")).toBe("as code");
  expect(listeners.size).toBe(0);
});

test("a refusal keeps the kernel's words", async () => {
  const { model } = modelOf(() => ({ error: "the link must be shorter" }));
  const asked = new Live("w", model, undefined).handOver("link");
  await expect(asked).rejects.toThrow(new Refusal("the link must be shorter"));
});

test("a kernel that does not answer is waited for only so long", async () => {
  const { model, listeners } = modelOf(() => undefined);
  const asked = new Live("w", model, undefined).handOver("svg", 1);
  await expect(asked).rejects.toBeInstanceOf(NoAnswer);
  expect(listeners.size).toBe(0);
});

test("a widget without a kernel is not asked at all", async () => {
  const { model, listeners } = modelOf(() => ({ text: "" }));
  const asked = new Live("w", { ...model, comm_live: false }, undefined).handOver("code");
  await expect(asked).rejects.toBeInstanceOf(NoAnswer);
  expect(listeners.size).toBe(0);
});
