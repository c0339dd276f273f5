/** Keep the outline at the lessons of the notebook that is open. */
import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import { DisposableDelegate, type IDisposable } from "@lumino/disposable";
import { liveIn } from "./live";
import type { Outline } from "./outline";

/** Milliseconds after which a page that has changed is looked at. */
const CALM = 200;

export function followNotebook(outline: Outline, tracker: INotebookTracker): IDisposable {
  let timer = 0;
  let seen = "";
  let watched: NotebookPanel | null = null;
  const look = async () => {
    timer = 0;
    const panel = tracker.currentWidget;
    const lives = panel && !panel.isDisposed ? await liveIn(panel.context) : [];
    if (panel !== tracker.currentWidget || outline.isDisposed) return;
    const now = lives.map(({ id, link }) => `${id} ${Boolean(link)}`).join();
    if (now !== seen) outline.follow(lives);
    seen = now;
  };
  const soon = () => {
    timer ||= window.setTimeout(() => void look(), CALM);
  };
  // Views come and go as children of the outputs; nothing else tells of them.
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !(target as Element).closest?.(".mathml-root"))) soon();
  });
  const watch = () => {
    if (watched === tracker.currentWidget) return;
    watched = tracker.currentWidget;
    observer.disconnect();
    if (watched) observer.observe(watched.content.node, { childList: true, subtree: true });
    soon();
  };
  tracker.currentChanged.connect(watch);
  watch();
  return new DisposableDelegate(() => {
    tracker.currentChanged.disconnect(watch);
    observer.disconnect();
    window.clearTimeout(timer);
  });
}
