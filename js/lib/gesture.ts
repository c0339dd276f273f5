/** One hold of a handle, number or slider, from taking it to letting go: one step of undo. */
export interface Gesture {
  readonly id: number;
  readonly held: string;
}

/** What a view hears of a gesture. A cancelled one moves back to where it started before it ends. */
export interface GestureCallbacks<T> {
  start?(value: T, gesture: Gesture): void;
  move(value: T, gesture: Gesture): void;
  end?(value: T, gesture: Gesture): void;
}

/** The gestures of one view: they number themselves, and tell whether a hand is on anything. */
export class Gestures {
  readonly #active = new Map<Gesture, () => void>();
  #count = 0;

  /** `changed` is called whenever a gesture begins or ends. */
  constructor(private readonly changed: () => void = () => {}) {}

  get active(): boolean {
    return this.#active.size > 0;
  }

  /** What is held, the one taken last; empty when no hand is on anything. */
  get held(): string {
    return [...this.#active.keys()].at(-1)?.held ?? "";
  }

  /** `look` is called by `sweep`: it ends the gesture where its control has left the page. */
  begin(held: string, look: () => void = () => {}): Gesture {
    this.#count += 1;
    const gesture = { id: this.#count, held };
    this.#active.set(gesture, look);
    this.changed();
    return gesture;
  }

  /** Let go of what has left the page under the finger; no event would say so. */
  sweep(): void {
    for (const look of [...this.#active.values()]) look();
  }

  end(gesture: Gesture): void {
    if (this.#active.delete(gesture)) this.changed();
  }
}

/** What one control holds: nothing, or a gesture with the value it started from and the value it has reached. */
export class Hold<T> {
  #now: { gesture: Gesture; first: T; latest: T } | null = null;

  constructor(
    private readonly gestures: Gestures,
    private readonly name: string,
    private readonly callbacks: GestureCallbacks<T>,
  ) {}

  get active(): boolean {
    return this.#now !== null;
  }

  /** The value at which the gesture began. */
  get first(): T | undefined {
    return this.#now?.first;
  }

  /** `on` is the element that is held. */
  begin(value: T, on?: Element): void {
    if (this.#now) return;
    const gesture = this.gestures.begin(this.name, () => on?.isConnected === false && this.end());
    this.#now = { gesture, first: value, latest: value };
    this.callbacks.start?.(value, gesture);
  }

  move(value: T): void {
    if (!this.#now) return;
    this.#now.latest = value;
    this.callbacks.move(value, this.#now.gesture);
  }

  end(): void {
    if (!this.#now) return;
    const { gesture, latest } = this.#now;
    this.#now = null;
    this.gestures.end(gesture);
    this.callbacks.end?.(latest, gesture);
  }

  cancel(): void {
    if (!this.#now) return;
    this.move(this.#now.first);
    this.end();
  }

  /** A whole gesture in one go: a reset, a jump. */
  set(from: T, to: T): void {
    this.begin(from);
    this.move(to);
    this.end();
  }
}
