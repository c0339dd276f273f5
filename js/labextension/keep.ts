/**
 * Keep the pictures: on JupyterLab's stock settings a saved notebook holds no widget state, so
 * that of our widgets is written into its metadata just before each save.
 */
import type { ICodeCellModel } from "@jupyterlab/cells";
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { INotebookModel, NotebookPanel } from "@jupyterlab/notebook";
import { DisposableDelegate, type DisposableSet } from "@lumino/disposable";
import { forget, managersOf, type NotebookContext } from "./managers";
import { storedModels, storeModels } from "./metadata";
import { holdsOurs, type Models, modelsToKeep, shownIn } from "./state";

/**
 * @param savedByJupyterLab whether JupyterLab saves the state of all widgets, as its reader asked
 * @param kept what it does for each open notebook; to be disposed of with the extension
 */
export function keepPictures(
  savedByJupyterLab: () => boolean,
  kept: DisposableSet,
): DocumentRegistry.IWidgetExtension<NotebookPanel, INotebookModel> {
  return {
    createNew(panel, context) {
      const onSave = (_: unknown, state: DocumentRegistry.SaveState) => {
        if (state === "started" && !savedByJupyterLab()) keep(context);
      };
      context.saveState.connect(onSave);
      const onClose = () => forget(context);
      context.disposed.connect(onClose);
      const end = new DisposableDelegate(() => {
        context.saveState.disconnect(onSave);
        // A panel that is closed goes before its notebook does.
        if (!panel.isDisposed) context.disposed.disconnect(onClose);
        kept.remove(end);
      });
      kept.add(end);
      return end;
    },
  };
}

/** Bring the metadata up to date; at once, for JupyterLab writes the file without waiting. */
function keep(context: NotebookContext): void {
  const stored = storedModels(context.model);
  const live = liveModels(context);
  if (!holdsOurs(stored) && !holdsOurs(live)) return;
  storeModels(context.model, modelsToKeep(stored, live, shownModels(context.model)));
}

function liveModels(context: NotebookContext): Models {
  const states = managersOf(context).map((manager) =>
    manager.get_state_sync({ drop_defaults: false }),
  );
  return Object.assign({}, ...states.map(({ state }) => state));
}

/** The ids of the models that the notebook's outputs show. */
function* shownModels(model: INotebookModel): Generator<string> {
  for (const cell of model.cells) {
    if (cell.type !== "code") continue;
    const { outputs } = cell as ICodeCellModel;
    for (let i = 0; i < outputs.length; i++) {
      const shown = shownIn(outputs.get(i).data);
      if (shown) yield shown;
    }
  }
}
