export interface Listener<E extends Event> {
  handleEvent(event: E): void;
  readonly signal: AbortSignal;
  readonly passive?: boolean;
}

/** A listener for a lit template, `@click=${on(signal, ...)}`: it leaves its element when the signal aborts. */
export function on<E extends Event>(signal: AbortSignal, handle: (event: E) => void): Listener<E> {
  return { handleEvent: handle, signal };
}

/** Keep a handled event from the browser and from the notebook round the view. */
export function claim(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
