import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { array, encode } from "../../js/lib/array";
import { Link, type NDArray } from "../../js/lib/link";
import { FakeModel, type Sent, settle } from "./model";

let end: AbortController;

beforeEach(() => {
  end = new AbortController();
});

afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

async function connected(values: Record<string, unknown> = {}, manager?: object) {
  const model = new FakeModel({ _mathml: crypto.randomUUID(), x: 0, ...values }, manager);
  const link = Link.of(model.asModel(), end.signal);
  await settle();
  return { model, link };
}

test("a view greets the kernel, so that the first drag does not wait", async () => {
  const { model } = await connected();
  expect(model.sent.map(({ kind }) => kind)).toEqual(["hello"]);
});

test("what the hand sets is read back at once", async () => {
  const { link } = await connected();
  link.set({ x: 3 });
  expect(link.get("x")).toBe(3);
});

test("at most three messages are on the way, and the newest value waits", async () => {
  const { model, link } = await connected();
  model.answer(model.sent[0] as Sent);
  for (let x = 1; x <= 10; x++) link.set({ x });
  expect(model.sets.map(({ values }) => values?.["x"])).toEqual([1, 2, 3]);
  model.answer(model.sets[0] as Sent);
  expect(model.sets.map(({ values }) => values?.["x"])).toEqual([1, 2, 3, 10]);
});

test("the host hears of what is sent, and of what waits when the kernel goes", async () => {
  const slots: (() => void)[] = [];
  const statusChanged = { connect: (slot: () => void) => slots.push(slot), disconnect: () => {} };
  const kernel = { status: "idle", statusChanged };
  const { model, link } = await connected(
    {},
    { kernel, get_model: async () => ({ comm_live: true }) },
  );
  for (let x = 1; x <= 10; x++) link.set({ x });
  expect(model.get("x")).toBe(model.sets.at(-1)?.values?.["x"]);
  expect(model.get("x")).not.toBe(10);
  kernel.status = "dead";
  for (const slot of slots) slot();
  await settle();
  expect([link.get("x"), model.get("x")]).toEqual([10, 10]);
});

test("an answer settles all that was sent before it", async () => {
  const { model, link } = await connected();
  model.answer(model.sent[0] as Sent);
  for (let x = 1; x <= 4; x++) link.set({ x });
  model.answer(model.sets.at(-1) as Sent);
  for (let x = 5; x <= 8; x++) link.set({ x });
  expect(model.sets.map(({ values }) => values?.["x"])).toEqual([1, 2, 3, 4, 5, 6]);
});

test("when answers are slow, one message is on the way, or two", async () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "setInterval", "clearInterval"] });
  const { model, link } = await connected();
  link.set({ x: 1 });
  vi.advanceTimersByTime(400);
  model.answer(model.sets[0] as Sent);
  for (let x = 2; x <= 5; x++) link.set({ x });
  expect(model.sets.length).toBe(2);
  vi.advanceTimersByTime(100);
  model.answer(model.sets[1] as Sent);
  for (let x = 6; x <= 9; x++) link.set({ x });
  expect(model.sets.length).toBe(4);
});

test("two values that wait go in one message", async () => {
  const { model, link } = await connected({ y: 0 });
  for (let x = 1; x <= 3; x++) link.set({ x });
  link.set({ x: 4 });
  link.set({ y: 5 });
  model.answer(model.sets[0] as Sent);
  expect(model.sets.at(-1)?.values).toEqual({ x: 4, y: 5 });
});

test("all messages of a hold carry its gesture, and the next hold has another", async () => {
  const { model, link } = await connected();
  model.answer(model.sent[0] as Sent);
  link.hold("ring");
  link.set({ x: 1 });
  link.release();
  for (const message of [...model.sets]) model.answer(message);
  link.hold("ring");
  link.release();
  const gestures = model.sets.map(({ gesture }) => gesture);
  expect(gestures[0]).not.toBe("");
  expect(new Set(gestures).size).toBe(2);
  expect(model.sets[0]?.values).toEqual({ held: "ring" });
  expect(link.held).toBe(false);
});

test("a value that waits keeps the gesture it was set in", async () => {
  const { model, link } = await connected();
  link.hold("ring");
  for (let x = 1; x <= 5; x++) link.set({ x });
  link.release();
  link.set({ x: 9 });
  for (const message of [...model.sets]) model.answer(message);
  const last = model.sets.at(-1) as Sent;
  const before = model.sets.find(({ values }) => values?.["held"] === "") as Sent;
  expect(last.values).toEqual({ x: 9 });
  expect(last.gesture).toBe("");
  expect(before.gesture).not.toBe("");
});

test("Python's value is taken when the line is quiet, not under the hand", async () => {
  const { model, link } = await connected();
  model.answer(model.sent[0] as Sent);
  link.hold("ring");
  link.set({ x: 1.234 });
  for (const { client, serial, epoch } of [...model.sets]) {
    model.update({ answered: { client, serial, epoch, values: { x: 1.2 } } });
  }
  expect(link.get("x")).toBe(1.234);
  link.release();
  const { client, serial, epoch } = model.sets.at(-1) as Sent;
  model.update({ answered: { client, serial, epoch, values: { x: 1.2 } } });
  expect(link.get("x")).toBe(1.2);
});

test("a write from Python starts a new epoch and what waited falls away", async () => {
  const { model, link } = await connected();
  for (let x = 1; x <= 5; x++) link.set({ x });
  model.update({ x: 100, answered: { client: "", serial: 0, epoch: 1 } });
  expect(link.get("x")).toBe(100);
  link.set({ x: 6 });
  for (const message of [...model.sets]) model.answer(message);
  expect(model.sets.at(-1)?.epoch).toBe(1);
  expect(model.sets.some(({ values }) => values?.["x"] === 5)).toBe(false);
});

test("a write from Python shows at once even under the hand, which goes on from there", async () => {
  const { model, link } = await connected();
  link.hold("ring");
  link.set({ x: 1 });
  model.update({ x: 50, answered: { client: "", serial: 0, epoch: 1 } });
  expect(link.get("x")).toBe(50);
  expect(link.held).toBe(true);
});

test("what Python made of a gesture before it wrote itself is not taken when the hand lets go", async () => {
  const { model, link } = await connected();
  model.answer(model.sent[0] as Sent);
  link.hold("ring");
  link.set({ x: 1.234 });
  for (const { client, serial, epoch } of [...model.sets]) {
    model.update({ answered: { client, serial, epoch, values: { x: 1.2 } } });
  }
  model.update({ x: 50, answered: { client: "", serial: 0, epoch: 1 } });
  link.release();
  const { client, serial, epoch } = model.sets.at(-1) as Sent;
  model.update({ answered: { client, serial, epoch, values: { held: "" } } });
  expect(link.get("x")).toBe(50);
});

test("arrays go up as nested lists and are read back as arrays", async () => {
  const { model, link } = await connected({ m: encode(array([1, 2, 3, 4], [2, 2])) });
  expect([...link.get<NDArray>("m").data]).toEqual([1, 2, 3, 4]);
  link.set({ m: array([5, 6, 7, 8], [2, 2]) });
  expect(model.sets[0]?.values).toEqual({ m: [[5, 6], [7, 8]] }); // biome-ignore format: a matrix
  expect([...link.get<NDArray>("m").data]).toEqual([5, 6, 7, 8]);
});

test("views of one model share a link, and the last to leave takes it down", async () => {
  const model = new FakeModel({ _mathml: "shared" });
  const [one, two] = [new AbortController(), new AbortController()];
  const first = Link.of(model.asModel(), one.signal);
  const second = Link.of(model.asModel(), two.signal);
  expect(second).toBe(first);
  one.abort();
  expect(model.listening).toBeGreaterThan(0);
  two.abort();
  expect(model.listening).toBe(0);
  const again = Link.of(model.asModel(), end.signal);
  expect(again).not.toBe(first);
});

test("when the view that came first has gone, the others still hear", async () => {
  const model = new FakeModel({ _mathml: "first leaves", x: 0 });
  const [one, two] = [model.proxy(), model.proxy()];
  const first = new AbortController();
  Link.of(one.model, first.signal);
  const link = Link.of(two.model, end.signal);
  await settle();
  one.silence();
  first.abort();
  let heard = 0;
  link.onChange(() => heard++, end.signal);
  for (let x = 1; x <= 4; x++) link.set({ x });
  heard = 0;
  model.answer(model.sent.at(-1) as Sent);
  expect(heard).toBeGreaterThan(0);
  expect(model.sets.at(-1)?.values).toEqual({ x: 4 });
});

test("typed text is answered by its own refusal or by none", async () => {
  const { model, link } = await connected();
  const heard: (string | null)[] = [];
  link.enter("m", [0, 1], "1/0", (refusal) => heard.push(refusal));
  model.update({ error: { message: "entry must not divide by zero" } });
  model.answer(model.sent.at(-1) as Sent);
  link.enter("m", [0, 1], "1/2", (refusal) => heard.push(refusal));
  model.answer(model.sent.at(-1) as Sent, { error: null });
  expect(heard).toEqual(["entry must not divide by zero", null]);
});

test("the badge says busy once an answer is late, and live when it comes", async () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "setInterval", "clearInterval"] });
  const { model, link } = await connected();
  expect(link.status.kind).toBe("live");
  vi.advanceTimersByTime(500);
  expect(link.status.kind).toBe("busy");
  model.answer(model.sent[0] as Sent);
  expect(link.status.kind).toBe("live");
});

test("without a kernel nothing moves and nothing is sent", async () => {
  const model = new FakeModel({ _mathml: "dead", x: 0 });
  model.raw.comm_live = false;
  const link = Link.of(model.asModel(), end.signal);
  await settle();
  expect(link.status.kind).toBe("absent");
  link.set({ x: 5 });
  expect(link.get("x")).toBe(0);
  expect(model.sent).toEqual([]);
});

test("a kernel that goes away lets go of the hand", async () => {
  const { model, link } = await connected();
  link.hold("ring");
  link.set({ x: 1 });
  model.raw.comm_live = false;
  model.emit("comm_live_update");
  await settle();
  expect(link.status.kind).toBe("absent");
  expect(link.held).toBe(false);
});

test.each(["dead", "disposed"])(
  "a kernel that is %s is no kernel, though the line to it looks alive",
  async (how) => {
    const slots = new Set<() => void>();
    const told = { connect: slots.add.bind(slots), disconnect: slots.delete.bind(slots) };
    const kernel = { status: "idle", isDisposed: false, statusChanged: told, disposed: told };
    const { model, link } = await connected(
      {},
      { get_model: async () => ({ comm_live: true }), kernel },
    );
    for (const slot of slots) slot();
    await settle();
    expect(link.status.kind).not.toBe("absent");
    Object.assign(kernel, how === "dead" ? { status: "dead" } : { isDisposed: true });
    for (const slot of slots) slot();
    await settle();
    expect(link.status.kind).toBe("absent");
    link.set({ x: 5 });
    expect(model.sets).toEqual([]);
    end.abort();
    expect(slots.size).toBe(0);
  },
);

test("a model hears its kernel although anywidget keeps its messages from it", async () => {
  const heard: unknown[] = [];
  class Host {
    comm = {
      callback: (_: unknown) => {},
      on_msg(callback: (message: unknown) => void) {
        this.callback = callback;
      },
    };
    _handle_comm_msg(message: unknown): void {
      heard.push(message);
    }
  }
  class Deaf extends Host {
    override _handle_comm_msg(): void {}
  }
  const raw = new Deaf();
  await connected({}, { get_model: async () => raw, kernel: null });
  raw.comm.callback("an answer");
  expect(heard).toEqual(["an answer"]);
});

test("a host that tells nothing of its kernel gets five seconds for the first answer", async () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "setInterval", "clearInterval"] });
  const { link } = await connected({}, {});
  expect(link.status.kind).not.toBe("absent");
  vi.advanceTimersByTime(6000);
  expect(link.status.kind).toBe("absent");
});

test("only one view draws the picture that Python asks for", async () => {
  const { model, link } = await connected();
  const drawn: string[] = [];
  link.onPicture((number, format) => drawn.push(`a ${number} ${format}`), end.signal);
  link.onPicture((number, format) => drawn.push(`b ${number} ${format}`), end.signal);
  model.emit("msg:custom", { kind: "picture", number: 7, format: "svg" });
  expect(drawn).toEqual(["a 7 svg"]);
});

test("a sampled array says how long the whole is", async () => {
  const { link } = await connected({
    points: { ...encode(array([1, 2], [1, 2])), sampled_from: 50_000 },
  });
  expect(link.sampledFrom("points")).toBe(50_000);
  expect(link.sampledFrom("x")).toBeUndefined();
});
