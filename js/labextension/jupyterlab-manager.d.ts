/** What is used of JupyterLab's widget manager, which ships no types that stand alone. */
declare module "@jupyter-widgets/jupyterlab-manager" {
  import type { DocumentRegistry } from "@jupyterlab/docregistry";
  import type { INotebookModel } from "@jupyterlab/notebook";
  import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
  import type { IDisposable } from "@lumino/disposable";
  import { Widget } from "@lumino/widgets";

  /** Shows one widget in an output. */
  export class WidgetRenderer extends Widget {}

  /** Make the widget manager of a notebook and give it to these renderers and to all to come. */
  export function registerWidgetManager(
    context: DocumentRegistry.IContext<INotebookModel>,
    rendermime: IRenderMimeRegistry,
    renderers: Iterable<WidgetRenderer>,
  ): IDisposable;
}
