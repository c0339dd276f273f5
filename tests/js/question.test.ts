import { render } from "lit-html";
import { beforeEach, expect, test } from "vitest";
import { Link } from "../../js/lib/link";
import { Asking, type Task } from "../../js/lib/question";
import { Workbench } from "../../js/lib/workbench";
import { find, page } from "./hands";
import { FakeModel } from "./model";

const TASK: Task = {
  name: "area",
  prompt: "What happens to areas?",
  kind: "choice",
  handle: "",
  choices: ["grows", "shrinks"],
  unit: "wrong",
  masks: ["determinant"],
  hints: [],
  more_hints: true,
  attempt: null,
};

let model: FakeModel;
let root: HTMLElement;
let link: Link;
let asking: Asking;
let end: AbortController;

const ask = (task: Partial<Task> | null) => {
  model.set("task", task && { ...TASK, ...task });
  render(asking.template(), root);
};
const buttons = () => [...root.querySelectorAll("button")].map((one) => one.textContent);
const press = (face: string) =>
  [...root.querySelectorAll("button")].find((one) => one.textContent === face)?.click();
const called = () => model.sent.at(-1);

beforeEach(() => {
  root = page();
  end = new AbortController();
  model = new FakeModel({ _mathml: crypto.randomUUID(), task: null });
  link = Link.of(model.asModel(), end.signal);
  asking = new Asking(link, end.signal);
});

test("without a question there is nothing, and nothing is masked", () => {
  ask(null);
  expect(root.textContent).toBe("");
  expect(asking.masked.size).toBe(0);
});

test("a choice is one button for each answer", () => {
  ask({});
  expect(buttons()).toEqual(["grows", "shrinks", "Hint", "Close"]);
  press("shrinks");
  expect(called()).toMatchObject({ kind: "call", name: "answer", args: { guess: "shrinks" } });
  expect([...asking.masked]).toEqual(["determinant"]);
});

test("a number is sent as a number", () => {
  ask({ kind: "number" });
  const field = find<HTMLInputElement>(root, "input");
  field.value = "2.5";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  find(root, "form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect(called()).toMatchObject({ args: { guess: 2.5 } });
});

test("a point is sent from where the ghost handle stands, and a new question puts it back", () => {
  ask({ kind: "point" });
  asking.point = [2, -1];
  press("Check");
  expect(called()).toMatchObject({ args: { guess: [2, -1] } });
  ask({ kind: "point", name: "another" });
  expect(asking.point).toEqual([1, 1]);
});

test("what a handle answers is left to the kernel", () => {
  ask({ kind: "handle", handle: "vector" });
  press("Check");
  expect(called()).toMatchObject({ args: { guess: null } });
});

test("hints come on request and the button goes with the last one", () => {
  ask({ hints: ["Think."], more_hints: false });
  expect(find(root, ".mathml-hint").textContent).toBe("Think.");
  expect(buttons()).not.toContain("Hint");
});

test("the verdict says how far off the guess was, or what the answer is", () => {
  const attempt = { guess: "grows", truth: "shrinks", error: 1, right: false, unit: "wrong" };
  ask({ attempt });
  expect(find(root, ".mathml-verdict").textContent).toContain("The answer: shrinks.");
  ask({ attempt: { ...attempt, error: 3.456, unit: "degrees" } });
  expect(find(root, ".mathml-verdict").textContent).toContain("Off by 3.46 (degrees).");
  expect(buttons()).toEqual(["Again", "Close"]);
});

test("a workbench offers what Python names: menus, presets, questions", () => {
  model.update({
    choices: { path: ["straight", "polar"] },
    path: "polar",
    preset: "",
    preset_names: ["shear"],
    question_names: { area: "what happens to areas" },
    question: "",
    locked: ["path"],
    hidden: [],
  });
  const stage = {
    link,
    model: model.asModel(),
    root,
    signal: end.signal,
    redraw: () => {},
    drawn: () => {},
  };
  const bench = new Workbench(stage);
  const options = () => [...root.querySelectorAll("option")].map((one) => one.textContent);
  render(bench.pick("Path", "path"), root);
  expect(options()).toEqual(["straight", "polar"]);
  expect(find(root, "select").getAttribute("aria-disabled")).toBe("true");
  render(bench.pick("Preset", "preset"), root);
  expect(options()).toEqual(["custom", "shear"]);
  render(bench.tools(), root);
  expect(options()).toEqual(["off", "what happens to areas"]);
  model.set("hidden", ["path"]);
  render(bench.pick("Path", "path"), root);
  expect(root.querySelector("select")).toBeNull();
});
