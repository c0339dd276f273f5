/** The widget state that a notebook's metadata hold. */
import type { INotebookModel } from "@jupyterlab/notebook";
import type { WidgetState } from "./managers";
import type { Models } from "./state";

const WIDGET_STATE = "application/vnd.jupyter.widget-state+json";

type Bundle = Record<string, unknown> & { [WIDGET_STATE]?: WidgetState };

/** The models in the notebook's metadata. */
export function storedModels(model: INotebookModel): Models {
  return bundleOf(model)[WIDGET_STATE]?.state ?? {};
}

/** Replace the models in the notebook's metadata. */
export function storeModels(model: INotebookModel, models: Models): void {
  const state: WidgetState = { version_major: 2, version_minor: 0, state: models };
  model.setMetadata("widgets", { ...bundleOf(model), [WIDGET_STATE]: state });
}

function bundleOf(model: INotebookModel): Bundle {
  return (model.getMetadata("widgets") as Bundle | undefined) ?? {};
}
