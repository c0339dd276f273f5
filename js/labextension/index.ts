/**
 * What JupyterLab needs to know of these widgets: where they and their lessons are found, how a
 * class is taught with them, and that a saved notebook keeps their last picture.
 */
import {
  ILabShell,
  IRouter,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { INotebookTracker } from "@jupyterlab/notebook";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { DisposableDelegate, DisposableSet } from "@lumino/disposable";
import theme from "../lib/theme.css";
import { receiveLinks } from "./arriving";
import type { Catalogue } from "./catalogue";
import { cellFor } from "./code";
import { addCommands, addToLauncher, addToMenu, addToPalette } from "./commands";
import type { Host } from "./host";
import { insertWidget, runOrTell } from "./inserting";
import { keepPictures } from "./keep";
import { openManual } from "./opening";
import { Outline } from "./outline";
import { followNotebook } from "./outlining";
import { applyToPage, preferencesIn, USUAL } from "./preferences";
import { Presentation } from "./presenting";
import { reopenPictures } from "./reopen";
import { Shelf } from "./shelf";
import style from "./style.css";

/** Written by Python, put in when the extension is built. */
declare const CATALOGUE: Catalogue;

/** JupyterLab's own command to save the state of all widgets; toggled while the reader wants it. */
const SAVE_ALL = "@jupyter-widgets/jupyterlab-manager:saveWidgetState";

const pictures: JupyterFrontEndPlugin<void> = {
  id: "mathml-widgets:pictures",
  description: "Keeps the last picture of the mathml widgets in the notebook.",
  autoStart: true,
  activate({ commands, docRegistry }: JupyterFrontEnd) {
    const savedByJupyterLab = () => commands.hasCommand(SAVE_ALL) && commands.isToggled(SAVE_ALL);
    docRegistry.addWidgetExtension("Notebook", keepPictures(savedByJupyterLab));
    docRegistry.addWidgetExtension("Notebook", reopenPictures());
  },
};

/** All that is to go with the extension. */
let made = new DisposableSet();

const plugin: JupyterFrontEndPlugin<void> = {
  id: "mathml-widgets:plugin",
  description: "Finds, inserts, presents and shares the mathml widgets and their lessons.",
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry],
  optional: [
    ISettingRegistry,
    ITranslator,
    ICommandPalette,
    ILauncher,
    IMainMenu,
    IDefaultFileBrowser,
    IRouter,
    ILabShell,
  ],
  async activate(
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    rendermime: IRenderMimeRegistry,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    mainMenu: IMainMenu | null,
    browser: IDefaultFileBrowser | null,
    router: IRouter | null,
  ) {
    made = new DisposableSet();
    const trans = (translator ?? nullTranslator).load("mathml_widgets");
    let preferences = USUAL;
    const host: Host = {
      app,
      tracker,
      rendermime,
      browser,
      catalogue: CATALOGUE,
      trans,
      preferences: () => preferences,
    };
    made.add(addStyle(`${theme}\n${style}`));

    let chosen: string | undefined;
    const outline = new Outline(trans, ({ id }) => {
      chosen = id;
    });
    const shelf = new Shelf(
      CATALOGUE.widgets,
      outline,
      {
        insert: (widget, preset) => void insertWidget(host, widget, preset),
        cell: (widget) => ({
          id: crypto.randomUUID(),
          cell_type: "code",
          source: cellFor(widget, { variable: widget.stem, short: true }, preferences),
          metadata: {},
          outputs: [],
          execution_count: null,
        }),
        dropped: (id) => void runDropped(host, id),
        explain: (widget) => void openManual(host, widget),
      },
      trans,
    );
    const presentation = new Presentation(host);
    app.shell.add(shelf, "left", { rank: 850, type: "Mathematics for ML" });
    made.add(shelf);
    made.add(outline);
    made.add(followNotebook(outline, tracker));
    made.add(new DisposableDelegate(() => presentation.end()));
    made.add(
      addCommands(host, {
        presentation,
        showShelf: () => app.shell.activateById(shelf.id),
        chosen: () => chosen,
      }),
    );
    if (palette) made.add(addToPalette(host, palette));
    if (launcher) made.add(addToLauncher(host, launcher));
    if (mainMenu) made.add(addToMenu(host, mainMenu));
    if (router) made.add(receiveLinks(host, router));

    const settings = await settingRegistry?.load(plugin.id).catch(() => undefined);
    if (!settings) return;
    const follow = () => {
      preferences = preferencesIn(settings);
      applyToPage(preferences, document.body);
    };
    settings.changed.connect(follow);
    made.add(
      new DisposableDelegate(() => {
        settings.changed.disconnect(follow);
        applyToPage(USUAL, document.body);
      }),
    );
    follow();
  },
  deactivate() {
    made.dispose();
  },
};

function addStyle(text: string): DisposableDelegate {
  const element = document.createElement("style");
  element.textContent = text;
  document.head.append(element);
  return new DisposableDelegate(() => element.remove());
}

/** A drag has put a cell somewhere: show it if the reader likes it so. */
async function runDropped(host: Host, id: string): Promise<void> {
  const panel = host.tracker.find(({ content }) =>
    content.widgets.some(({ model }) => model.id === id),
  );
  if (!panel) return;
  if (host.preferences().runInserted) await runOrTell(host, panel, id);
}

export default [pictures, plugin];
