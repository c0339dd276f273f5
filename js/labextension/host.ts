/** What the parts of the extension have in common: JupyterLab, the catalogue, the reader's wishes. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import type { INotebookTracker } from "@jupyterlab/notebook";
import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { Catalogue } from "./catalogue";
import type { Preferences } from "./preferences";

export interface Host {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly rendermime: IRenderMimeRegistry;
  readonly browser: IDefaultFileBrowser | null;
  readonly catalogue: Catalogue;
  readonly trans: TranslationBundle;
  /** What the reader has set by now. */
  preferences(): Preferences;
}

/** The names of the extension's commands. */
export const COMMANDS = {
  shelf: "mathml-widgets:show-widgets",
  insert: "mathml-widgets:insert",
  lesson: "mathml-widgets:open-lesson",
  manual: "mathml-widgets:open-manual",
  restore: "mathml-widgets:insert-from-link",
  link: "mathml-widgets:open-link",
  present: "mathml-widgets:present",
  reset: "mathml-widgets:reset-all",
  copy: "mathml-widgets:copy",
  exporting: "mathml-widgets:export",
  walk: "mathml-widgets:lesson-step",
} as const;
