/** Names for a new cell that take nothing away from the reader. */
import type { NotebookPanel } from "@jupyterlab/notebook";
import { freeName, type Names } from "./code";

/** Milliseconds for a kernel that is idle to say what a name means. */
const PATIENCE = 1_000;

/**
 * A variable that neither the notebook's text nor its kernel knows, and whether `mw` is ours. The
 * kernel is only asked to describe names; nothing is run.
 *
 * @param except the id of a cell whose text does not count
 */
export async function namesFor(panel: NotebookPanel, stem: string, except = ""): Promise<Names> {
  const text = [...panel.context.model.cells]
    .filter(({ id }) => id !== except)
    .map((cell) => cell.sharedModel.getSource())
    .join("\n");
  const written = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  const meant = new Map<string, string | null>();
  let variable = "";
  do {
    variable = freeName(stem, (name) => written(name) || Boolean(meant.get(name)));
    if (!meant.has(variable)) meant.set(variable, await meaning(panel, variable));
  } while (meant.get(variable));
  const mw = await meaning(panel, "mw");
  const other = /\bimport (?!mathml_widgets\b)\S+ as mw\b|^mw\s*=/m.test(text);
  return { variable, short: mw ? mw.includes("mathml_widgets") : !other };
}

/** What the kernel says of a name: null if it does not know it, or cannot be asked now. */
async function meaning(panel: NotebookPanel, name: string): Promise<string | null> {
  const kernel = panel.sessionContext.session?.kernel;
  if (kernel?.status !== "idle") return null;
  const asked = kernel
    .requestInspect({ code: name, cursor_pos: name.length, detail_level: 0 })
    .then(({ content }) =>
      content.status === "ok" && content.found ? JSON.stringify(content.data) : null,
    )
    .catch(() => null);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
  return await Promise.race([asked, late]);
}
