/**
 * Keep a notebook's shortcuts from what is typed in a view: in JupyterLab an `x` would cut the cell.
 * Those with Ctrl or Command, such as saving, go on to the host.
 */
export function keepShortcuts(root: HTMLElement, signal: AbortSignal): void {
  root.dataset["lmSuppressShortcuts"] = "true";
  root.addEventListener("keydown", (event) => isOurs(event) && event.stopPropagation(), { signal });
  const early = (event: KeyboardEvent) => {
    if (isOurs(event) && root.contains(event.target as Node)) spareNotebook(root);
  };
  window.addEventListener("keydown", early, { capture: true, signal });
}

function isOurs(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey;
}

const READ_WRITE = "jp-mod-readWrite";

/** Notebook 7 looks for a shortcut before the event comes here, except where something is edited. */
function spareNotebook(root: HTMLElement): void {
  const notebook = root.closest(".jp-Notebook");
  if (!notebook) return;
  notebook.classList.add(READ_WRITE);
  setTimeout(() =>
    notebook.classList.toggle(READ_WRITE, notebook.querySelector(":focus:read-write") !== null),
  );
}
