/** The kernel of an embedded widget: Python, NumPy and our package, with no notebook's machinery. */
import kernel from "./embed.py";
import type { FromKernel, ToKernel } from "./kernel_line";

interface Python {
  registerJsModule(name: string, module: object): void;
  runPython(code: string): void;
  globals: { get(name: string): (...args: unknown[]) => void };
}

const settings = new URL("../site/embed.json", import.meta.url);
let python: Python | undefined;

addEventListener("message", ({ data }: MessageEvent<ToKernel>) => {
  if (data.kind === "start") void start(data);
  else python?.globals.get("receive")(data.id, data.data, data.buffers);
});

function post(message: FromKernel, transfer: Transferable[] = []): void {
  (postMessage as (message: unknown, transfer: Transferable[]) => void)(message, transfer);
}

async function start({ widget, state, charts }: ToKernel & { kind: "start" }): Promise<void> {
  try {
    post({ kind: "stage", text: "Python is starting …" });
    const { pyodide, lock, packages } = await (await fetch(settings)).json();
    const { loadPyodide } = await import(new URL(pyodide, settings).href);
    const found = (await loadPyodide({
      lockFileURL: new URL(lock, settings).href,
      packages: charts ? [...packages, "bqplot"] : packages,
      stdout: () => {},
    })) as Python;
    post({ kind: "stage", text: "The widget is being made …" });
    found.registerJsModule("page", {
      post: (kind: "comm_msg", id: string, data: string, buffers: Uint8Array<ArrayBuffer>[]) =>
        post(
          { kind, id, data, buffers },
          buffers.map((one) => one.buffer),
        ),
    });
    found.runPython(kernel);
    python = found;
    const id = python.globals.get("show")(widget, state) as unknown as string;
    post({ kind: "shown", id });
  } catch (error) {
    post({ kind: "failed", text: plain(error) });
  }
}

/** The last line of a traceback, without the names of exceptions that only programmers know. */
function plain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const last = text.trim().split("\n").at(-1) ?? "";
  return last.replace(/^[\w.]*(Error|Exception): /, "");
}
