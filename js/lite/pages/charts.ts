/** Shows a widget with charts, by Jupyter's own manager and the bundles of the chart library. */
import { load, required } from "./amd";
import type { Host } from "./host";
import type { Parcel } from "./kernel_line";

interface Manager {
  handle_comm_open(comm: Comm, message: object): Promise<unknown>;
  get_model(id: string): Promise<unknown>;
  create_view(model: unknown): Promise<unknown>;
  display_view(view: unknown, element: HTMLElement): Promise<void>;
}

type Hear = (message: object) => void;

/** In this order: each asks for those before it. */
const BUNDLES = ["anywidget", "bqscales", "bqplot"];

export async function makeHost(send: (parcel: Parcel) => void): Promise<Host> {
  const manager = await makeManager();
  const comms = new Map<string, Comm>();
  let opened: Promise<unknown> = Promise.resolve();
  return {
    open(parcel) {
      const comm = new Comm(parcel.id, send);
      comms.set(parcel.id, comm);
      const message = { ...toMessage(parcel), metadata: { version: "2.1.0" } };
      opened = opened.then(() => manager.handle_comm_open(comm, message));
    },
    receive(parcel) {
      void opened.then(() => comms.get(parcel.id)?.hear(toMessage(parcel)));
    },
    async show(id, element) {
      await opened;
      const view = await manager.create_view(await manager.get_model(id));
      await manager.display_view(view, element);
    },
  };
}

async function makeManager(): Promise<Manager> {
  await load(new URL("../charts/html-manager.js", import.meta.url));
  for (const name of BUNDLES) await load(new URL(`../charts/${name}.js`, import.meta.url), name);
  const { HTMLManager } = required<{ HTMLManager: new () => object }>(
    "@jupyter-widgets/html-manager",
  );
  class Ours extends HTMLManager {
    async loadClass(name: string, module: string): Promise<unknown> {
      return required<Record<string, unknown>>(module)[name];
    }
    async _get_comm_info(): Promise<object> {
      return {};
    }
  }
  return new Ours() as unknown as Manager;
}

function toMessage({ id, data, buffers }: Parcel) {
  return {
    content: { comm_id: id, target_name: "jupyter.widget", data: JSON.parse(data) },
    buffers: buffers.map((one) => new DataView(one.buffer, one.byteOffset, one.byteLength)),
  };
}

/** A model's line to its widget, in the words of a widget manager. */
class Comm {
  readonly target_name = "jupyter.widget";
  hear: Hear = () => {};

  constructor(
    readonly comm_id: string,
    readonly sendParcel: (parcel: Parcel) => void,
  ) {}

  on_msg(hear: Hear): void {
    this.hear = hear;
  }

  on_close(): void {}

  send(data: object, callbacks?: { iopub?: { status?: Hear } }): string {
    this.sendParcel({ id: this.comm_id, data: JSON.stringify(data), buffers: [] });
    // The manager holds the next message back until it hears that the kernel is idle.
    queueMicrotask(() => callbacks?.iopub?.status?.({ content: { execution_state: "idle" } }));
    return crypto.randomUUID();
  }

  close(): void {}
}
