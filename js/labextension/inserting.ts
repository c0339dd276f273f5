/** Commands that bring a widget into the notebook: from the catalogue, from a state, from a link. */
import type { Cell } from "@jupyterlab/cells";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { WidgetEntry } from "./catalogue";
import { cellFor, cellOf } from "./code";
import { askForState, askToRun } from "./dialogs";
import type { Host } from "./host";
import { insertCell, notebookFor, ready, runCell } from "./insert";
import { reasonOf, tell } from "./messages";
import { namesFor } from "./names";
import { stateIn } from "./shared";

/** Insert a widget at the cursor, and show it if the reader likes it so. */
export async function insertWidget(
  host: Host,
  widget: WidgetEntry,
  preset = "",
  cwd = "",
): Promise<void> {
  const panel = await openNotebook(host, cwd);
  if (!panel || refuses(host, panel)) return;
  const names = await namesFor(panel, widget.stem);
  const id = insertCell(panel, cellFor(widget, names, host.preferences(), preset));
  if (host.preferences().runInserted) await runOrTell(host, panel, id);
}

/**
 * A drag has put the cell of a widget into a notebook: give it names that are free there, and show
 * the widget if the reader likes it so. JupyterLab lets cells be dropped into what may only be read;
 * there it stays as it is.
 */
export async function settleDropped(host: Host, widget: WidgetEntry, id: string): Promise<void> {
  const dropped = ({ model }: Cell) => model.id === id;
  const panel = host.tracker.find(({ content }) => content.widgets.some(dropped));
  if (!panel || refuses(host, panel)) return;
  const names = await namesFor(panel, widget.stem, id);
  const source = cellFor(widget, names, host.preferences());
  panel.content.widgets.find(dropped)?.model.sharedModel.setSource(source);
  if (host.preferences().runInserted) await runOrTell(host, panel, id);
}

/** Ask for a state, bring its widget back in a new cell, and ask whether to run it. */
export async function insertPasted(host: Host, text?: string): Promise<void> {
  const pasted = text ?? (await askForState(host.trans));
  if (pasted?.trim()) await insertShared(host, pasted);
}

/** Bring the widget of a link or a state back in a new cell. It runs only if the reader says so. */
export async function insertShared(host: Host, text: string, into?: NotebookPanel): Promise<void> {
  const { catalogue, trans } = host;
  try {
    const state = await stateIn(text, catalogue.widgets);
    const widget = catalogue.widgets.find(({ name }) => name === state.widget);
    const panel = into ? await ready(into) : await openNotebook(host);
    if (!panel || !widget || refuses(host, panel)) return;
    const source = cellOf(state, await namesFor(panel, widget.stem));
    const id = insertCell(panel, source);
    if (await askToRun(source, trans)) await runOrTell(host, panel, id);
  } catch (error) {
    tell.fail(reasonOf(error, trans));
  }
}

/** Run a cell, or say that there is no kernel to run it. */
export async function runOrTell(
  { trans }: Host,
  panel: NotebookPanel,
  cell: string,
): Promise<void> {
  if (await runCell(panel, cell)) return;
  tell.warn(trans.__("There is no kernel: choose one, then run the new cell."));
}

async function openNotebook(host: Host, cwd = ""): Promise<NotebookPanel | undefined> {
  const { app, tracker, browser } = host;
  await app.serviceManager.ready;
  const kernel = app.serviceManager.kernelspecs.specs?.default ?? "";
  const folder = cwd || (browser?.model.path ?? "");
  return await notebookFor(tracker, app.commands, kernel, folder);
}

function refuses({ trans }: Host, panel: NotebookPanel): boolean {
  if (!panel.model?.readOnly) return false;
  tell.warn(trans.__("This notebook may only be read: copy it first, or open another."));
  return true;
}
