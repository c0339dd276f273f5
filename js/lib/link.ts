/**
 * The line between a view and its widget in the kernel.
 *
 * A drag sends numbered messages and keeps up to three on the way while answers come
 * quickly, two or one when they are slow; what the hand does meanwhile waits as one message, the
 * newest. The view reads back what the hand has set at once, and what Python made of it
 * when the line is quiet. All views of a model on a page share one link.
 */
import type { AnyModel } from "@anywidget/types";
import { array, decode, encode, isArray, isWire, type NDArray, nested } from "./array";
import { type HostModel, hearAnyway, isGone, type Kernel, type Manager, whenGone } from "./host";
import { PATIENCE, type Status } from "./status";

export { array, type NDArray };

type Values = Record<string, unknown>;
type Model = AnyModel<Values>;

interface Answer {
  client: string;
  serial: number;
  epoch: number;
  values?: Values;
}

/** How many messages may be on the way if the last answer took fewer milliseconds; more would only queue. */
const WINDOWS = [
  { within: 80, messages: 3 },
  { within: 150, messages: 2 },
] as const;
/** Milliseconds to wait for the first answer where the host does not tell of its kernel. */
const GREETING = 5000;

/** Return what all our modules on a page share under a name; made by the first that asks. */
export function shared<T>(name: string, make: () => T): T {
  const page = globalThis as unknown as Record<symbol, T>;
  const key = Symbol.for(`mathml_widgets.${name}`);
  page[key] ??= make();
  return page[key];
}

/** Links by widget id, for each of the page's managers. */
function pageLinks(owner: object): Map<string, Link> {
  const all = shared("links", () => new WeakMap<object, Map<string, Link>>());
  const links = all.get(owner) ?? new Map<string, Link>();
  all.set(owner, links);
  return links;
}

export class Link {
  readonly client = crypto.randomUUID();
  readonly #id: string;
  /** The kernel that the widget lives in, where the host tells. */
  readonly #kernel: Kernel | null | undefined;
  #model: Model;
  #serial = 0;
  #epoch = 0;
  #gesture = "";
  #gestures = 0;
  #local = new Map<string, unknown>();
  #pending: { values: Values; gesture: string } | null = null;
  #onTheWay = new Map<number, number>();
  /** What Python made of the values since the line was quiet last. */
  #made: Values = {};
  #waiting = new Map<number, (refusal: string | null) => void>();
  #roundTrip = 0;
  #alive = true;
  #answeredAt = performance.now();
  #greeted = false;
  #decoded = new WeakMap<object, NDArray>();
  #listeners = new Set<() => void>();
  #pictures = new Set<(number: number, format: string) => void>();
  /** The model as each view has it: anywidget silences those of views that have gone. */
  #models: Model[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #listening = new AbortController();
  #end = new AbortController();

  /** Return the link of this model, made on first use and ended with its last user. */
  static of(model: Model, signal: AbortSignal): Link {
    const manager = model.widget_manager as object | undefined;
    const links = pageLinks(manager ?? globalThis);
    const id = String(model.get("_mathml") ?? "");
    let link = links.get(id);
    if (!link) {
      link = new Link(model, id);
      links.set(id, link);
    }
    const found = link;
    found.#models.push(model);
    signal.addEventListener("abort", () => {
      found.#leave(model);
      if (found.#models.length === 0) links.delete(id);
    });
    return found;
  }

  private constructor(model: Model, id: string) {
    this.#model = model;
    this.#id = id;
    const manager = this.#manager;
    // From these the JupyterLab extension saves the last picture.
    if (manager) shared("managers", () => new Set<unknown>()).add(manager);
    this.#listenTo(model);
    this.#epoch = (model.get("answered") as Answer | null)?.epoch ?? 0;
    this.#kernel = manager?.kernel;
    whenGone(this.#kernel, () => void this.#look(), this.#end.signal);
    void this.#begin();
  }

  get #manager(): Manager | undefined {
    return this.#model.widget_manager as unknown as Manager | undefined;
  }

  // --- reading ----------------------------------------------------------------------

  /** Return a trait's value: what the hand has just set, else what the model holds. */
  get<T>(name: string): T {
    if (this.#local.has(name)) return this.#local.get(name) as T;
    const value = this.#model.get(name);
    if (!isWire(value)) return value as T;
    let known = this.#decoded.get(value);
    if (!known) {
      known = decode(value);
      this.#decoded.set(value, known);
    }
    return known as T;
  }

  /** Return how many rows an array has in the kernel if only a sample of it is here. */
  sampledFrom(name: string): number | undefined {
    const value = this.#model.get(name);
    return isWire(value) ? value.sampled_from : undefined;
  }

  get held(): boolean {
    return this.#gesture !== "";
  }

  get status(): Status {
    if (!this.#alive) return { kind: "absent", page: Boolean(this.#manager?.isPage) };
    const first = this.#onTheWay.values().next().value;
    const waiting = first !== undefined && performance.now() - first > PATIENCE;
    return waiting ? { kind: "busy", since: this.#answeredAt } : { kind: "live" };
  }

  // --- writing ----------------------------------------------------------------------

  /** Begin a gesture on a handle: all that is set until `release` is one step of undo. */
  hold(handle: string): void {
    if (this.#gesture) return;
    this.#gesture = `${this.client}/${++this.#gestures}`;
    this.set({ held: handle });
  }

  /** End the gesture. */
  release(): void {
    if (!this.#gesture) return;
    this.set({ held: "" });
    this.#gesture = "";
  }

  /** Set given or interface traits; without a kernel nothing moves. */
  set(values: Values): void {
    if (!this.#alive) return;
    for (const [name, value] of Object.entries(values)) this.#local.set(name, value);
    if (this.#pending && this.#pending.gesture !== this.#gesture) this.#sendPending();
    this.#pending = { values: { ...this.#pending?.values, ...values }, gesture: this.#gesture };
    this.#flush();
    this.#changed();
  }

  /** Send typed text to be parsed in Python; `done` hears why it was refused, or null. */
  enter(
    trait: string,
    index: number[] | null,
    text: string,
    done: (refusal: string | null) => void,
  ): void {
    const serial = this.#send({ kind: "enter", trait, index, text });
    if (serial) this.#waiting.set(serial, done);
    else done("no kernel");
  }

  /** Call a method of the widget. */
  call(name: string, args: Values = {}): void {
    this.#send({ kind: "call", name, args });
  }

  // --- listening --------------------------------------------------------------------

  /** Hear of every change, of values or of the status. */
  onChange(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  /** Hear when Python asks for the picture. */
  onPicture(listener: (number: number, format: string) => void, signal: AbortSignal): void {
    this.#pictures.add(listener);
    signal.addEventListener("abort", () => this.#pictures.delete(listener));
  }

  // ----------------------------------------------------------------------------------

  #listenTo(model: Model): void {
    this.#model = model;
    const { signal } = this.#listening;
    const listen = (event: string, callback: (...args: never[]) => void) => {
      model.on(event, callback as () => void);
      signal.addEventListener("abort", () => model.off(event, callback as () => void));
    };
    listen("change", () => this.#changed());
    listen("change:answered", () => this.#answered(model.get("answered") as Answer));
    listen("comm_live_update", () => void this.#look());
    listen("msg:custom", (content: unknown) => this.#asked(content));
  }

  /** A view has gone: listen through another one's model, or end with the last. */
  #leave(model: Model): void {
    this.#models.splice(this.#models.indexOf(model), 1);
    const [next] = this.#models;
    if (next && model !== this.#model) return;
    this.#listening.abort();
    if (next) {
      this.#listening = new AbortController();
      this.#listenTo(next);
    } else {
      clearInterval(this.#timer);
      this.#end.abort();
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #asked(content: unknown): void {
    const asked = content as { kind?: string; number?: number; format?: string };
    if (asked?.kind !== "picture") return;
    const [first] = this.#pictures;
    first?.(Number(asked.number), String(asked.format));
  }

  #hosts(): Promise<HostModel | undefined> | undefined {
    return this.#manager?.get_model?.(this.#id).catch(() => undefined);
  }

  async #begin(): Promise<void> {
    const model = await this.#hosts();
    if (model) hearAnyway(model);
    await this.#look();
    this.#greet();
  }

  async #look(): Promise<void> {
    const alive = !isGone(this.#kernel) && ((await this.#hosts())?.comm_live ?? true);
    if (alive !== this.#alive) {
      this.#alive = alive;
      this.#onTheWay.clear();
      if (this.#pending) this.#store(this.#pending.values);
      this.#pending = null;
      this.#made = {};
      this.#local.clear();
      this.#gesture = "";
      this.#changed();
    }
  }

  #greet(): void {
    if (!this.#alive) return;
    this.#send({ kind: "hello" });
    const patience = setTimeout(() => {
      if (!this.#greeted && this.#manager?.kernel === undefined) {
        this.#alive = false;
        this.#changed();
      }
    }, GREETING);
    this.#end.signal.addEventListener("abort", () => clearTimeout(patience));
  }

  #flush(): void {
    const room = WINDOWS.find(({ within }) => this.#roundTrip < within)?.messages ?? 1;
    if (this.#pending && this.#onTheWay.size < room) this.#sendPending();
  }

  #sendPending(): void {
    const { values, gesture } = this.#pending as { values: Values; gesture: string };
    this.#pending = null;
    this.#store(values);
    const plain = Object.entries(values).map(([name, v]) => [name, isArray(v) ? nested(v) : v]);
    this.#send({ kind: "set", values: Object.fromEntries(plain) }, gesture);
  }

  /** Let the host know too; not for every move of the hand, since it compares and tells each time. */
  #store(values: Values): void {
    for (const [name, value] of Object.entries(values)) {
      this.#model.set(name, isArray(value) ? encode(value) : value);
    }
  }

  /** Send a message; its serial number, or 0 if there is no kernel. */
  #send(message: Values, gesture = this.#gesture): number {
    if (!this.#alive) return 0;
    const serial = ++this.#serial;
    this.#onTheWay.set(serial, performance.now());
    const envelope = { client: this.client, serial, epoch: this.#epoch, gesture };
    this.#model.send({ ...message, ...envelope });
    this.#timer ??= setInterval(() => this.#tick(), 200);
    return serial;
  }

  /** Keep the badge's seconds running while an answer is due, and only then. */
  #tick(): void {
    if (this.#onTheWay.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#changed();
  }

  #answered(answer: Answer): void {
    this.#alive = this.#greeted = true;
    const now = performance.now();
    const mine = answer.client === this.client;
    if (mine) {
      const sent = this.#onTheWay.get(answer.serial);
      if (sent !== undefined) this.#roundTrip = now - sent;
      for (const serial of this.#onTheWay.keys()) {
        if (serial <= answer.serial) this.#onTheWay.delete(serial);
      }
      this.#answeredAt = now;
      this.#tell(answer.serial);
    } else if (answer.epoch > this.#epoch) {
      this.#pending = null;
      this.#local.clear();
      this.#made = {};
    }
    this.#epoch = Math.max(this.#epoch, answer.epoch);
    Object.assign(this.#made, answer.values);
    this.#flush();
    if (!this.held && this.#onTheWay.size === 0) this.#adopt();
  }

  /** Tell those who typed what became of it. */
  #tell(serial: number): void {
    for (const [asked, done] of this.#waiting) {
      if (asked > serial) continue;
      this.#waiting.delete(asked);
      const error = this.#model.get("error") as { message: string } | null;
      done(asked === serial && error ? error.message : null);
    }
  }

  /** Take what Python made of the values, now that the hand is still. */
  #adopt(): void {
    this.#local.clear();
    for (const [name, value] of Object.entries(this.#made)) this.#model.set(name, value);
    this.#made = {};
    this.#changed();
  }
}
