/** A page that shows one widget alone, with the smallest kernel that can serve it. */
import { canRun } from "./browser";
import type { Host } from "./host";
import { askToKeep, hearKeeper, installKeeper } from "./keeper";
import type { FromKernel, ToKernel } from "./kernel_line";

const place = document.querySelector<HTMLElement>("#widget") as HTMLElement;
const told = document.querySelector<HTMLElement>("#told") as HTMLElement;
const { widget = "", charts = "" } = document.body.dataset;

if (canRun())
  void start().catch((error) =>
    fail(`This page could not be loaded (${error.message}). Reload it to try again.`),
  );

async function start(): Promise<void> {
  void installKeeper();
  hearKeeper((message) => {
    if (message.kind === "damaged")
      fail(`The kept copy of ${message.path} was damaged. Reload the page.`);
    if (message.kind === "unreachable")
      fail(`The server cannot be reached, and no copy of ${message.path} is kept here.`);
  });
  const worker = new Worker(new URL("embed_worker.js", import.meta.url), { type: "module" });
  const send = (message: ToKernel) => worker.postMessage(message);
  const host = await makeHost((parcel) => send({ kind: "comm_msg", ...parcel }));
  worker.addEventListener("message", ({ data }: MessageEvent<FromKernel>) => hear(host, data));
  worker.addEventListener("error", () =>
    fail("Python did not start. Reload the page to try again."),
  );
  send({ kind: "start", widget, state: stateOf(location), charts: charts !== "" });
}

async function makeHost(send: Parameters<typeof import("./host")["makeHost"]>[0]): Promise<Host> {
  const made = charts ? await import("./charts") : await import("./host");
  return made.makeHost(send);
}

/** The state that the address holds, in its query or, as our links have it, after the hash. */
function stateOf({ search, hash }: Location): string {
  const asked = new URLSearchParams(search).get("state");
  return asked ?? (hash.startsWith("#mathml=") ? hash.slice("#mathml=".length) : "");
}

async function hear(host: Host, message: FromKernel): Promise<void> {
  if (message.kind === "stage") told.textContent = message.text;
  else if (message.kind === "failed") fail(message.text);
  else if (message.kind === "shown") await show(host, message.id);
  else if (message.kind === "comm_open") host.open(message);
  else if (message.kind === "comm_msg") host.receive(message);
}

async function show(host: Host, id: string): Promise<void> {
  try {
    await host.show(id, place);
    told.remove();
    void askToKeep("loaded");
  } catch (error) {
    fail(`The widget cannot be shown: ${error instanceof Error ? error.message : error}`);
  }
}

function fail(text: string): void {
  told.setAttribute("role", "alert");
  told.textContent = text;
  if (!told.isConnected) place.before(told);
}
