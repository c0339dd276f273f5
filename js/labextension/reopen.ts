/**
 * Show the kept pictures where there is no kernel. JupyterLab makes a notebook's widget manager
 * only once a kernel runs; here it gets one before, which follows the kernel when it comes.
 */
import type { WidgetRenderer } from "@jupyter-widgets/jupyterlab-manager";
import type { CodeCell } from "@jupyterlab/cells";
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { INotebookModel, NotebookPanel } from "@jupyterlab/notebook";
import type { NotebookContext } from "./managers";
import { storedModels } from "./metadata";
import { standIn } from "./stand_in";
import { holdsOurs } from "./state";

export function reopenPictures(): DocumentRegistry.IWidgetExtension<NotebookPanel, INotebookModel> {
  const standIns = new WeakMap<NotebookContext, NotebookContext>();

  const show = async (panel: NotebookPanel) => {
    const { context, content } = panel;
    const { registerWidgetManager, WidgetRenderer } = await import(
      "@jupyter-widgets/jupyterlab-manager"
    );
    const standing = standIns.get(context) ?? standIn(context);
    standIns.set(context, standing);
    const renderers = renderersIn(panel, WidgetRenderer);
    registerWidgetManager(standing, content.rendermime, renderers);
  };

  return {
    createNew(panel, context) {
      void kernelSought(context).then(() => {
        const { isDisposed, sessionContext, model } = context;
        if (isDisposed || panel.isDisposed || sessionContext.session?.kernel) return;
        if (holdsOurs(storedModels(model))) void show(panel);
      });
    },
  };
}

/**
 * Done when JupyterLab has found a kernel for the notebook or has given up. Nothing tells of the
 * latter but the answer to the one call that seeks it.
 */
function kernelSought(context: NotebookContext): Promise<unknown> {
  const { sessionContext } = context;
  if (context.isReady) return Promise.allSettled([sessionContext.initialize()]);
  return new Promise((resolve) => {
    const initialize = sessionContext.initialize.bind(sessionContext);
    sessionContext.initialize = () => {
      sessionContext.initialize = initialize;
      const sought = initialize();
      resolve(Promise.allSettled([sought]));
      return sought;
    };
  });
}

/** The widgets that wait for their manager in the notebook's outputs. */
function* renderersIn(
  panel: NotebookPanel,
  Renderer: typeof WidgetRenderer,
): Generator<WidgetRenderer> {
  for (const cell of panel.content.widgets) {
    if (cell.model.type !== "code") continue;
    for (const output of (cell as CodeCell).outputArea.widgets)
      for (const part of output.children()) if (part instanceof Renderer) yield part;
  }
}
