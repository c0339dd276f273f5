/** New cells in the reader's notebook. */
import { type INotebookTracker, NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import type { CommandRegistry } from "@lumino/commands";

/** Milliseconds to wait for a kernel that may be starting. */
const PATIENCE = 4_000;

/** The reader's notebook, or a new one in a folder where there is none; nothing if they have declined. */
export async function notebookFor(
  tracker: INotebookTracker,
  commands: CommandRegistry,
  kernelName: string,
  cwd = "",
): Promise<NotebookPanel | undefined> {
  const made = tracker.currentWidget
    ? undefined
    : ((await commands.execute("notebook:create-new", {
        kernelName,
        ...(cwd ? { cwd } : {}),
      })) as NotebookPanel | undefined);
  const panel = made ?? tracker.currentWidget ?? undefined;
  return panel && (await ready(panel));
}

/** A notebook that may just be opening, once it has its cells. */
export async function ready(panel: NotebookPanel): Promise<NotebookPanel> {
  await panel.context.ready;
  await panel.revealed;
  return panel;
}

/** Put a code cell below the cursor, or into an empty cell that has it; return its id. */
export function insertCell({ content }: NotebookPanel, source: string): string {
  const { activeCell } = content;
  const empty =
    activeCell?.model.type === "code" && activeCell.model.sharedModel.getSource().trim() === "";
  if (!empty) NotebookActions.insertBelow(content);
  if (content.activeCell?.model.type !== "code") NotebookActions.changeCellType(content, "code");
  content.activeCell?.model.sharedModel.setSource(source);
  content.mode = "command";
  return content.activeCell?.model.id ?? "";
}

/** Run this cell and no other, whatever is selected by now; false where there is no kernel to run it. */
export async function runCell(panel: NotebookPanel, id: string): Promise<boolean> {
  const { content, sessionContext } = panel;
  // A notebook that has just been opened gets its kernel soon, or never if its reader wants none.
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (!sessionContext.session?.kernel) await Promise.race([sessionContext.ready, late]);
  if (!sessionContext.session?.kernel) return false;
  const index = content.widgets.findIndex(({ model }) => model.id === id);
  const cell = content.widgets[index];
  if (!cell) return true;
  content.activeCellIndex = index;
  content.deselectAll();
  await NotebookActions.runCells(content, [cell], sessionContext);
  return true;
}
