/** A model as anywidget hands it to a view, and a kernel that a test plays by hand. */
import type { AnyModel } from "@anywidget/types";

type Values = Record<string, unknown>;
type Callback = (...args: unknown[]) => void;

export interface Sent extends Values {
  kind: string;
  serial: number;
  client: string;
  epoch: number;
  gesture: string;
  values?: Values;
}

/** A model that records what a view sends. */
export class FakeModel {
  readonly sent: Sent[] = [];
  readonly saved: number[] = [];
  readonly raw: { comm_live: boolean } = { comm_live: true };
  readonly widget_manager: object;
  #callbacks = new Map<string, Set<Callback>>();

  constructor(
    readonly values: Values,
    manager?: object,
  ) {
    this.widget_manager = manager ?? { get_model: async () => this.raw, kernel: null };
  }

  get(key: string): unknown {
    return this.values[key];
  }

  set(key: string, value: unknown): void {
    if (this.values[key] === value) return;
    this.values[key] = value;
    this.emit(`change:${key}`);
    this.emit("change");
  }

  save_changes(): void {
    this.saved.push(1);
  }

  send(content: unknown): void {
    this.sent.push(content as Sent);
  }

  on(event: string, callback: Callback): void {
    if (!this.#callbacks.has(event)) this.#callbacks.set(event, new Set());
    this.#callbacks.get(event)?.add(callback);
  }

  off(event: string, callback: Callback): void {
    this.#callbacks.get(event)?.delete(callback);
  }

  emit(event: string, ...args: unknown[]): void {
    for (const callback of [...(this.#callbacks.get(event) ?? [])]) callback(...args);
  }

  get listening(): number {
    return [...this.#callbacks.values()].reduce((sum, set) => sum + set.size, 0);
  }

  /** What the kernel answers to a message, with the traits that changed. */
  answer(message: Sent, changed: Values = {}): void {
    const { client, serial, epoch } = message;
    this.update({ ...changed, answered: { client, serial, epoch, values: {} } });
  }

  /** A state update from Python. */
  update(changed: Values): void {
    for (const [key, value] of Object.entries(changed)) this.set(key, value);
  }

  get sets(): Sent[] {
    return this.sent.filter(({ kind }) => kind === "set");
  }

  asModel(): AnyModel<Values> {
    return this as unknown as AnyModel<Values>;
  }

  /** The model as one view has it, silenced with `silence` as anywidget does when the view goes. */
  proxy(): { model: AnyModel<Values>; silence: () => void } {
    const mine: [string, Callback][] = [];
    const model = {
      get: this.get.bind(this),
      set: this.set.bind(this),
      send: this.send.bind(this),
      widget_manager: this.widget_manager,
      on: (event: string, callback: Callback) => {
        mine.push([event, callback]);
        this.on(event, callback);
      },
      off: this.off.bind(this),
    };
    const silence = () => {
      for (const [event, callback] of mine) this.off(event, callback);
    };
    return { model: model as unknown as AnyModel<Values>, silence };
  }
}

/** Let promises that are due settle. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}
