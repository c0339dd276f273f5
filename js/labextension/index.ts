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
import { receiveLinks } from "./arriving";
import type { Catalogue } from "./catalogue";
import { cellFor } from "./code";
import { addCommands, addToLauncher, addToMenu, addToPalette } from "./commands";
import type { Host } from "./host";
import { insertWidget, settleDropped } from "./inserting";
import { keepPictures } from "./keep";
import { openManual } from "./opening";
import { Outline } from "./outline";
import { followNotebook } from "./outlining";
import { applyToPage, preferencesIn, USUAL } from "./preferences";
import { Presentation } from "./presenting";
import { reopenPictures } from "./reopen";
import { Shelf } from "./shelf";
import style from "./style.css";
import theme from "./theme.css";

/** Written by Python, put in when the extension is built. */
declare const CATALOGUE: Catalogue;

/** JupyterLab's own command to save the state of all widgets; toggled while the reader wants it. */
const SAVE_ALL = "@jupyter-widgets/jupyterlab-manager:saveWidgetState";

/** All that is to go with each plugin. */
let kept = new DisposableSet();
let made = new DisposableSet();

const pictures: JupyterFrontEndPlugin<void> = {
  id: "mathml-widgets:pictures",
  description: "Keeps the last picture of the mathml widgets in the notebook.",
  autoStart: true,
  activate({ commands, docRegistry }: JupyterFrontEnd) {
    kept = new DisposableSet();
    const savedByJupyterLab = () => commands.hasCommand(SAVE_ALL) && commands.isToggled(SAVE_ALL);
    kept.add(docRegistry.addWidgetExtension("Notebook", keepPictures(savedByJupyterLab, kept)));
    kept.add(docRegistry.addWidgetExtension("Notebook", reopenPictures()));
  },
  deactivate() {
    kept.dispose();
  },
};

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
    const owner = new DisposableSet();
    made = owner;
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
    owner.add(addStyle(`${theme}\n${style}`));

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
        dropped: (widget, id) => void settleDropped(host, widget, id),
        explain: (widget) => void openManual(host, widget),
      },
      trans,
    );
    const presentation = new Presentation(host);
    app.shell.add(shelf, "left", { rank: 850, type: "Mathematics for ML" });
    owner.add(shelf);
    owner.add(outline);
    owner.add(followNotebook(outline, tracker));
    owner.add(new DisposableDelegate(() => presentation.end()));
    owner.add(
      addCommands(host, {
        presentation,
        showShelf: () => app.shell.activateById(shelf.id),
        chosen: () => chosen,
      }),
    );
    if (palette) owner.add(addToPalette(host, palette));
    if (launcher) owner.add(addToLauncher(host, launcher));
    if (mainMenu) owner.add(addToMenu(host, mainMenu));
    if (router) owner.add(receiveLinks(host, router));

    const settings = await settingRegistry?.load(plugin.id).catch(() => undefined);
    if (!settings || owner.isDisposed) return;
    owner.add(settings);
    const follow = () => {
      preferences = preferencesIn(settings);
      applyToPage(preferences, document.body);
    };
    settings.changed.connect(follow);
    owner.add(
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

export default [pictures, plugin];
