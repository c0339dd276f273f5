/** A notebook's context in which there always is a kernel, be it one that knows nothing. */
import type { NotebookContext } from "./managers";

type Session = NonNullable<NotebookContext["sessionContext"]["session"]>;

/** Stands in for a context without a kernel; once that has one, shows the real one. */
export function standIn(context: NotebookContext): NotebookContext {
  const real = context.sessionContext;
  const nobody = { kernel: new NoKernel() } as unknown as Session;
  const sessionContext = Object.create(real, {
    ready: { value: Promise.resolve() },
    session: { get: () => (real.session?.kernel ? real.session : nobody) },
  });
  return Object.create(context, { sessionContext: { value: sessionContext } });
}

/** What a widget manager asks a kernel for, answered by nobody. */
class NoKernel {
  /** The widget manager is looked up by it. */
  readonly id = `mathml-widgets-${Date.now()}-${Math.random()}`;
  /** Tells the manager not to ask for the kernel's widgets. */
  readonly handleComms = false;

  registerCommTarget(): void {}

  removeCommTarget(): void {}

  async requestCommInfo() {
    return { content: { status: "ok", comms: {} } };
  }
}
