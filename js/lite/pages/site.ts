/**
 * Runs in JupyterLite's pages beside them: looks at the browser, says when Python does not answer,
 * saves before the tab goes, and has what was loaded kept for a visit without a server.
 */
import { canRun, checkStorage } from "./browser";
import { askToKeep, hearKeeper } from "./keeper";
import { close, say, unsay } from "./notice";

interface Kernel {
  readonly status: string;
  readonly statusChanged: { connect(hear: (kernel: Kernel, status: string) => void): void };
}

interface Panel {
  readonly title: { readonly label: string };
  readonly context?: {
    readonly model: { readonly dirty: boolean };
    save(): Promise<void>;
    readonly sessionContext: {
      readonly session: { readonly kernel: Kernel | null } | null;
      restartKernel(): Promise<void>;
    };
  };
}

interface App {
  readonly shell: { widgets(area: "main"): Iterable<Panel> };
}

/** Seconds of silence after which the reader is offered a restart. */
const PATIENCE = 15;
const RELOAD = { label: "Reload", run: () => location.reload() };

const busySince = new WeakMap<Kernel, number>();
const heard = new WeakSet<Kernel>();
let ready = false;

if (canRun()) {
  void checkStorage();
  hearKeeper((message) => {
    if (message.kind === "damaged") damaged(message.path);
    else if (message.kind === "unreachable") unreachable(message.path);
    else if (message.kind === "kept") document.body.dataset["mathmlKept"] = String(message.total);
  });
  setInterval(look, 500);
  document.addEventListener("visibilitychange", () => document.hidden && saveAll());
  addEventListener("pagehide", saveAll);
}

function panels(): Panel[] {
  const app = (globalThis as { jupyterapp?: App }).jupyterapp;
  return [...(app?.shell.widgets("main") ?? [])].filter((one) => one.context);
}

function look(): void {
  const now = performance.now() / 1000;
  const notebooks = panels().filter((one) => one.context?.sessionContext);
  const kernels = notebooks.map((one) => one.context?.sessionContext.session?.kernel);
  for (const kernel of kernels) if (kernel) hear(kernel);
  if (!ready && notebooks.length > 0) starting();
  const stuck = notebooks.find((panel) => {
    const kernel = panel.context?.sessionContext.session?.kernel;
    if (!kernel) return false;
    if (kernel.status !== "busy" || !ready) busySince.delete(kernel);
    else if (!busySince.has(kernel)) busySince.set(kernel, now);
    return now - (busySince.get(kernel) ?? now) > PATIENCE;
  });
  if (stuck) offerRestart(stuck);
  else unsay("busy");
}

/** Know when a kernel is ready, even if a cell has it at work again before anyone looks. */
function hear(kernel: Kernel): void {
  if (ready || heard.has(kernel)) return;
  heard.add(kernel);
  const look = (status: string) => status === "idle" && !ready && started();
  kernel.statusChanged.connect((_, status) => look(status));
  look(kernel.status);
}

function starting(): void {
  say("python", "Python is starting. The first visit takes longest.", [], false);
}

function started(): void {
  ready = true;
  unsay("python");
  void askToKeep("loaded");
}

function offerRestart(panel: Panel): void {
  const restart = () => {
    unsay("busy");
    void panel.context?.sessionContext.restartKernel();
  };
  say(
    "busy",
    `Python has been at work on ${panel.title.label} for more than ${PATIENCE} seconds. If a cell never ends, ` +
      "restart Python: what you wrote stays, the variables go, and the cells can be run again.",
    [{ label: "Restart Python", run: restart }],
  );
}

function damaged(path: string): void {
  say(
    "files",
    `The copy of ${path} kept in this browser was damaged and has been thrown away. Reload the page to ` +
      "fetch it again; what you wrote is safe.",
    [RELOAD, close("files")],
  );
}

function unreachable(path: string): void {
  say(
    "files",
    `The server cannot be reached, and no copy of ${path} is kept here. What you wrote is safe in ` +
      "this browser; what was opened before still works.",
    [RELOAD, close("files")],
  );
}

function saveAll(): void {
  for (const { context } of panels()) if (context?.model.dirty) void context.save();
}
