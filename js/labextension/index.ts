/**
 * What JupyterLab needs to know of these widgets: a notebook that is saved keeps their last
 * picture, and shows it again where there is no kernel.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { keepPictures } from "./keep";
import { reopenPictures } from "./reopen";

/** JupyterLab's own command to save the state of all widgets; toggled while the reader wants it. */
const SAVE_ALL = "@jupyter-widgets/jupyterlab-manager:saveWidgetState";

const plugin: JupyterFrontEndPlugin<void> = {
  id: "mathml-widgets:plugin",
  description: "Keeps the last picture of the mathml widgets in the notebook.",
  autoStart: true,
  activate({ commands, docRegistry }: JupyterFrontEnd) {
    const savedByJupyterLab = () => commands.hasCommand(SAVE_ALL) && commands.isToggled(SAVE_ALL);
    docRegistry.addWidgetExtension("Notebook", keepPictures(savedByJupyterLab));
    docRegistry.addWidgetExtension("Notebook", reopenPictures());
  },
};

export default plugin;
