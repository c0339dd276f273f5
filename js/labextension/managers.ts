/**
 * The widget managers of the notebooks that show a widget of ours. JupyterLab offers no way to
 * ask for them, so each view puts its own into a set that belongs to the page.
 */
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { INotebookModel } from "@jupyterlab/notebook";
import type { Models } from "./state";

export type NotebookContext = DocumentRegistry.IContext<INotebookModel>;

/** What is used of the widget manager of a notebook. */
export interface Manager {
  /** The notebook's; a console's manager has none. */
  readonly context?: NotebookContext | null;
  /** The models whose kernel lives, in the form of the notebook format. */
  get_state_sync(options: { drop_defaults: boolean }): WidgetState;
  has_model(id: string): boolean;
  get_model(id: string): Promise<unknown>;
}

/** `application/vnd.jupyter.widget-state+json` */
export interface WidgetState {
  readonly version_major: number;
  readonly version_minor: number;
  readonly state: Models;
}

const MANAGERS = Symbol.for("mathml_widgets.managers");

/** The set that the views write to; the first who asks makes it. */
function managers(): Set<Manager> {
  const page = globalThis as { [MANAGERS]?: Set<Manager> };
  page[MANAGERS] ??= new Set();
  return page[MANAGERS];
}

/** The managers of one notebook. */
export function managersOf(context: NotebookContext): Manager[] {
  return [...managers()].filter((manager) => manager.context?.model === context.model);
}

/** Let go of the managers of a notebook that is closed. */
export function forget(context: NotebookContext): void {
  for (const manager of managersOf(context)) managers().delete(manager);
}
