import { DisposableSet } from "@lumino/disposable";
import { beforeEach, expect, test, vi } from "vitest";
import { keepPictures } from "../../../js/labextension/keep";

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";
const MANAGERS = Symbol.for("mathml_widgets.managers");

type Slot = (sender: unknown, value: unknown) => void;

class Signal {
  private slots = new Set<Slot>();

  connect(slot: Slot) {
    this.slots.add(slot);
  }

  disconnect(slot: Slot) {
    this.slots.delete(slot);
  }

  emit(value?: unknown) {
    for (const slot of this.slots) slot(this, value);
  }
}

/** A notebook whose one output shows the model "w", as far as the extension knows it. */
function notebook(widgets?: unknown) {
  const metadata: Record<string, unknown> = widgets ? { widgets } : {};
  const outputs = { length: 1, get: () => ({ data: { [VIEW]: { model_id: "w" } } }) };
  const model = {
    cells: [{ type: "markdown" }, { type: "code", outputs }],
    getMetadata: (key: string) => metadata[key],
    setMetadata: (key: string, value: unknown) => {
      metadata[key] = value;
    },
  };
  const context = { model, saveState: new Signal(), disposed: new Signal() };
  return { metadata, context, panel: { isDisposed: false } };
}

function managerOf(context: unknown, state: unknown) {
  const manager = { context, get_state_sync: vi.fn(() => ({ state })) };
  page()[MANAGERS] ??= new Set();
  page()[MANAGERS]?.add(manager);
  return manager;
}

const page = () => globalThis as { [MANAGERS]?: Set<unknown> };

function watch(
  opened: ReturnType<typeof notebook>,
  savedByJupyterLab = false,
  kept = new DisposableSet(),
) {
  const extension = keepPictures(() => savedByJupyterLab, kept);
  return extension.createNew(opened.panel as never, opened.context as never);
}

const ours = { state: { _mathml: "matrix_transform" } };

beforeEach(() => {
  delete page()[MANAGERS];
});

test("a save writes the state of our widgets before the file is written", () => {
  const opened = notebook();
  const manager = managerOf(opened.context, { w: ours });
  watch(opened);
  opened.context.saveState.emit("started");
  expect(opened.metadata["widgets"]).toEqual({
    [STATE]: { version_major: 2, version_minor: 0, state: { w: ours } },
  });
  opened.context.saveState.emit("completed");
  expect(manager.get_state_sync).toHaveBeenCalledTimes(1);
});

test("a notebook with no widget of ours gets no widget state", () => {
  const opened = notebook();
  managerOf(opened.context, { w: { state: {} } });
  watch(opened);
  opened.context.saveState.emit("started");
  expect(opened.metadata).toEqual({});
});

test("another notebook's widgets are not saved in this one", () => {
  const [opened, other] = [notebook(), notebook()];
  managerOf(other.context, { w: ours });
  watch(opened);
  opened.context.saveState.emit("started");
  expect(opened.metadata).toEqual({});
});

test("nothing is written where JupyterLab saves the state of all widgets", () => {
  const opened = notebook();
  managerOf(opened.context, { w: ours });
  watch(opened, true);
  opened.context.saveState.emit("started");
  expect(opened.metadata).toEqual({});
});

test("what else stands beside the state stays", () => {
  const opened = notebook({ other: 1, [STATE]: { state: { slider: { state: {} } } } });
  managerOf(opened.context, { w: ours });
  watch(opened);
  opened.context.saveState.emit("started");
  expect(opened.metadata["widgets"]).toEqual({
    other: 1,
    [STATE]: { version_major: 2, version_minor: 0, state: { slider: { state: {} }, w: ours } },
  });
});

test("a closed panel saves no more, and a closed notebook's manager is let go", () => {
  const opened = notebook();
  const manager = managerOf(opened.context, { w: ours });
  const end = watch(opened);
  opened.panel.isDisposed = true;
  end?.dispose();
  opened.context.saveState.emit("started");
  expect(opened.metadata).toEqual({});
  opened.context.disposed.emit();
  expect(page()[MANAGERS]?.has(manager)).toBe(false);
});

test("nothing is kept once the extension has gone, also of a notebook that is open", () => {
  const opened = notebook();
  const kept = new DisposableSet();
  managerOf(opened.context, { w: ours });
  watch(opened, false, kept);
  kept.dispose();
  opened.context.saveState.emit("started");
  expect(opened.metadata).toEqual({});
});

test("an extension that is switched off hears of no notebook any more", () => {
  const opened = notebook();
  const manager = managerOf(opened.context, { w: ours });
  watch(opened)?.dispose();
  opened.context.disposed.emit();
  expect(page()[MANAGERS]?.has(manager)).toBe(true);
});
