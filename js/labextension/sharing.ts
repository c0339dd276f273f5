/** Commands for the widgets that are there: reset, take away as text or as picture, walk through a lesson. */
import type { NotebookPanel } from "@jupyterlab/notebook";
import { askWhichWidget } from "./dialogs";
import { copyText, download, labUrl, type PictureFormat } from "./files";
import type { Host } from "./host";
import { type Live, liveIn, liveInCell } from "./live";
import { reasonOf, tell } from "./messages";
import { hasLesson, type Move, walk } from "./outline";

export type TextForm = "code" | "json" | "link";

/** Put the widget of the selected cell into the clipboard. */
export async function copyWidget(host: Host, form: TextForm): Promise<void> {
  await withSelected(host, async (live) => {
    const text = await live.handOver(form);
    await copyText(form === "link" ? labUrl() + text : text);
    tell.done(host.trans.__("%1 is in the clipboard.", live.name));
  });
}

/** Let the browser save the picture of the widget in the selected cell. */
export async function exportPicture(host: Host, format: PictureFormat): Promise<void> {
  await withSelected(host, async (live) => {
    download(live.name, format, await live.handOver(format));
  });
}

/** Reset all widgets of the notebook; each can undo it. */
export async function resetAll({ tracker, trans }: Host): Promise<void> {
  const context = tracker.currentWidget?.context;
  const lives = context ? await liveIn(context) : [];
  const answering = lives.filter(({ answers }) => answers);
  for (const live of answering) live.call("reset");
  if (lives.length === 0) tell.hint(trans.__("The notebook shows no widget of this package."));
  else if (answering.length < lives.length)
    tell.warn(trans.__("Some widgets have no kernel: run their cells again."));
}

/** Walk through the lesson of the selected cell, or else through the first in the notebook. */
export async function walkLesson(host: Host, move: Move, chosen?: string): Promise<void> {
  const panel = host.tracker.currentWidget;
  if (!panel) return;
  const here = await liveInCell(panel.context, panel.content.activeCellIndex);
  const lives = await liveIn(panel.context);
  const live =
    here.find(hasLesson) ?? lives.find(({ id }) => id === chosen) ?? lives.find(hasLesson);
  if (live) walk(live, move);
  else tell.hint(host.trans.__("No widget of this notebook has a lesson to walk through."));
}

/** The widgets of ours in the selected cell; says so where there are none. */
export async function selected({ trans }: Host, panel: NotebookPanel | null): Promise<Live[]> {
  const lives = panel ? await liveInCell(panel.context, panel.content.activeCellIndex) : [];
  if (lives.length === 0)
    tell.hint(trans.__("Select a cell that shows a widget of this package first."));
  return lives;
}

async function withSelected(host: Host, act: (live: Live) => Promise<void>): Promise<void> {
  const { tracker, trans } = host;
  try {
    const lives = await selected(host, tracker.currentWidget);
    const names = lives.map(({ name }) => name);
    const index = lives.length > 1 ? await askWhichWidget(names, trans) : 0;
    const live = index === undefined ? undefined : lives[index];
    if (live) await act(live);
  } catch (error) {
    tell.fail(reasonOf(error, trans));
  }
}
