/** What a Jupyter host adds to the manager that anywidget shows; none of it is sure to be there. */
export interface Manager {
  get_model?(id: string): Promise<HostModel>;
  readonly kernel?: Kernel | null;
  /** Whether this is a page that no kernel will ever stand behind; see js/page. */
  readonly isPage?: boolean;
}

/** A model as the host has it. */
export interface HostModel {
  readonly comm_live?: boolean;
  readonly comm?: { on_msg?(callback: (message: unknown) => void): void };
  set_state?(state: Record<string, unknown>): void;
}

/** What makes values of a model's out of what has travelled; ipywidgets has it at the class. */
interface Reads {
  _deserialize_state?(state: object, manager: Manager): Promise<Record<string, unknown>>;
}

export interface Kernel {
  readonly status?: string;
  readonly isDisposed?: boolean;
  readonly statusChanged?: Told;
  readonly disposed?: Told;
}

interface Told {
  connect(slot: () => void): void;
  disconnect(slot: () => void): void;
}

/** Whether a kernel has gone for good: it died, was shut down, or gave way to another. */
export function isGone(kernel: Kernel | null | undefined): boolean {
  return Boolean(kernel?.isDisposed || kernel?.status === "dead");
}

/** Hear when a kernel goes for good. */
export function whenGone(
  kernel: Kernel | null | undefined,
  hear: () => void,
  end: AbortSignal,
): void {
  const slot = () => isGone(kernel) && hear();
  for (const told of [kernel?.statusChanged, kernel?.disposed]) {
    told?.connect(slot);
    end.addEventListener("abort", () => told?.disconnect(slot));
  }
}

type Prototype = { _handle_comm_msg?: (message: unknown) => void } | null | undefined;

/**
 * Let a model hear its kernel whatever happened before. anywidget keeps all messages from a model for
 * good whose view took longer than two seconds to load, as one of many on a busy machine may.
 */
export function hearAnyway(model: HostModel): void {
  const anywidgets: Prototype = Object.getPrototypeOf(model);
  const hosts: Prototype = anywidgets && Object.getPrototypeOf(anywidgets);
  const handle = hosts?._handle_comm_msg;
  if (handle) model.comm?.on_msg?.((message) => handle.call(model, message));
}

/** Give models, by their ids, values as they come from Python. */
export async function feed(manager: Manager, states: Record<string, object>): Promise<void> {
  for (const [id, state] of Object.entries(states)) {
    const model = await manager.get_model?.(id);
    const read = (model?.constructor as Reads | undefined)?._deserialize_state;
    if (model && read) model.set_state?.(await read.call(model.constructor, state, manager));
  }
}
