/** Shows an anywidget view without a widget manager: a model is a map that tells of its changes. */
import { type Parcel, unpack } from "./kernel_line";

export interface Host {
  open(parcel: Parcel): void;
  receive(parcel: Parcel): void;
  show(id: string, element: HTMLElement): Promise<void>;
}

type Send = (parcel: Parcel) => void;
type Hear = (...args: unknown[]) => void;
type View = { render(props: object): Promise<() => void> };

export function makeHost(send: Send): Host {
  const models = new Map<string, Model>();
  const manager = {
    get_model: async (id: string) => {
      const model = models.get(id);
      if (!model) throw new Error(`there is no model ${id}`);
      return model;
    },
  };
  return {
    open(parcel) {
      const state = unpack(parcel).state ?? {};
      models.set(parcel.id, new Model(parcel.id, state, manager, send));
    },
    receive(parcel) {
      models.get(parcel.id)?.receive(parcel);
    },
    async show(id, element) {
      const model = await manager.get_model(id);
      const code = new Blob([model.get("_esm") as string], { type: "text/javascript" });
      const { default: view } = (await import(URL.createObjectURL(code))) as { default: View };
      const { signal } = new AbortController();
      await view.render({ model, el: element, signal, experimental: {} });
    },
  };
}

/** What a view sees of its widget in the kernel. */
class Model {
  readonly comm_live = true;
  readonly #hearers = new Map<string, Set<Hear>>();
  #changed: Record<string, unknown> = {};

  constructor(
    readonly id: string,
    readonly state: Record<string, unknown>,
    readonly widget_manager: object,
    readonly sendParcel: Send,
  ) {}

  get(name: string): unknown {
    return this.state[name];
  }

  set(name: string, value: unknown): void {
    if (this.state[name] === value) return;
    this.state[name] = value;
    this.#changed[name] = value;
    this.#tell(`change:${name}`, this, value);
    this.#tell("change", this);
  }

  save_changes(): void {
    const state = this.#changed;
    this.#changed = {};
    this.#post({ method: "update", state, buffer_paths: [] });
  }

  send(content: unknown): void {
    this.#post({ method: "custom", content });
  }

  on(event: string, hear: Hear): void {
    const hearers = this.#hearers.get(event) ?? new Set();
    this.#hearers.set(event, hearers.add(hear));
  }

  off(event: string, hear: Hear): void {
    this.#hearers.get(event)?.delete(hear);
  }

  receive(parcel: Parcel): void {
    const message = unpack(parcel);
    if (message.method === "custom") {
      this.#tell("msg:custom", message.content, parcel.buffers);
      return;
    }
    const changes = Object.entries(message.state ?? {});
    for (const [name, value] of changes) this.state[name] = value;
    for (const [name, value] of changes) this.#tell(`change:${name}`, this, value);
    this.#tell("change", this);
  }

  #post(data: object): void {
    this.sendParcel({ id: this.id, data: JSON.stringify(data), buffers: [] });
  }

  #tell(event: string, ...args: unknown[]): void {
    for (const hear of [...(this.#hearers.get(event) ?? [])]) hear(...args);
  }
}
