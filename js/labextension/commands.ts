/** The commands, where they are found: palette, launcher, menu. */
import type { ICommandPalette } from "@jupyterlab/apputils";
import type { ILauncher } from "@jupyterlab/launcher";
import type { IMainMenu } from "@jupyterlab/mainmenu";
import type { CommandRegistry } from "@lumino/commands";
import { DisposableSet, type IDisposable } from "@lumino/disposable";
import { Menu } from "@lumino/widgets";
import type { LessonEntry, WidgetEntry } from "./catalogue";
import { headingOf } from "./catalogue";
import type { PictureFormat } from "./files";
import { COMMANDS, type Host } from "./host";
import { galleryIcon, lessonIcon, mathIcon, pictureOf } from "./icons";
import { insertPasted, insertWidget } from "./inserting";
import { openLesson, openManual } from "./opening";
import type { Move } from "./outline";
import type { Presentation } from "./presenting";
import { copyWidget, exportPicture, resetAll, type TextForm, walkLesson } from "./sharing";

type Args = Readonly<Record<string, unknown>>;

const TEXTS: readonly TextForm[] = ["code", "json", "link"];
const PICTURES: readonly PictureFormat[] = ["svg", "png"];
const MOVES: readonly Move[] = ["next", "back", "reveal"];

export interface Acts {
  readonly presentation: Presentation;
  showShelf(): void;
  /** The lesson last walked through in the side bar. */
  chosen(): string | undefined;
}

export function addCommands(host: Host, acts: Acts): IDisposable {
  const { app, catalogue, tracker, trans } = host;
  const widgetOf = (args: Args): WidgetEntry | undefined =>
    catalogue.widgets.find(({ name }) => name === args["widget"]);
  const lessonOf = (args: Args): LessonEntry | undefined =>
    catalogue.lessons.find(({ name }) => name === args["lesson"]);
  const onlyWithNotebook = () => tracker.currentWidget !== null;
  const copyLabels: Record<string, string> = {
    code: trans.__("Copy Widget as Code"),
    json: trans.__("Copy Widget as JSON"),
    link: trans.__("Copy Widget as Link"),
  };
  const exportLabels: Record<string, string> = {
    svg: trans.__("Export Picture as SVG"),
    png: trans.__("Export Picture as PNG"),
  };
  const walkLabels: Record<string, string> = {
    next: trans.__("Next Step of the Lesson"),
    back: trans.__("Step Back in the Lesson"),
    reveal: trans.__("Reveal the Answer"),
  };
  const set = new DisposableSet();
  const add = (id: string, options: CommandRegistry.ICommandOptions) =>
    set.add(app.commands.addCommand(id, options));

  add(COMMANDS.shelf, {
    label: trans.__("Show the Widgets"),
    icon: mathIcon,
    execute: () => acts.showShelf(),
  });
  add(COMMANDS.insert, {
    label: (args) => trans.__("Insert %1", widgetOf(args)?.name ?? trans.__("Widget")),
    caption: (args) => widgetOf(args)?.question ?? "",
    icon: (args) => {
      const widget = widgetOf(args);
      return widget ? pictureOf(widget) : mathIcon;
    },
    execute: async (args) => {
      const widget = widgetOf(args);
      const preset = typeof args["preset"] === "string" ? args["preset"] : "";
      if (widget) await insertWidget(host, widget, preset);
    },
  });
  add(COMMANDS.lesson, {
    label: (args) =>
      args["card"]
        ? cardOf(lessonOf(args))
        : trans.__("Open a Copy of %1", lessonOf(args)?.title ?? trans.__("Lesson")),
    caption: (args) => lessonOf(args)?.sentence ?? "",
    icon: (args) => (args["lesson"] === "gallery" ? galleryIcon : lessonIcon),
    execute: async (args) => {
      const lesson = lessonOf(args);
      const cwd = typeof args["cwd"] === "string" ? args["cwd"] : "";
      if (lesson) await openLesson(host, lesson, cwd);
    },
  });
  add(COMMANDS.manual, {
    label: (args) => trans.__("Manual of %1", widgetOf(args)?.name ?? trans.__("Widget")),
    icon: mathIcon,
    execute: async (args) => {
      const widget = widgetOf(args);
      if (widget) await openManual(host, widget);
    },
  });
  add(COMMANDS.restore, {
    label: trans.__("Insert a Widget from a Link or State…"),
    icon: mathIcon,
    execute: async (args) => {
      await insertPasted(host, typeof args["text"] === "string" ? args["text"] : undefined);
    },
  });
  add(COMMANDS.present, {
    label: trans.__("Present the Widget"),
    icon: mathIcon,
    isToggleable: true,
    isToggled: () => acts.presentation.on,
    isEnabled: () => acts.presentation.on || onlyWithNotebook(),
    execute: async () => await acts.presentation.toggle(),
  });
  add(COMMANDS.reset, {
    label: trans.__("Reset All Widgets"),
    isEnabled: onlyWithNotebook,
    execute: async () => await resetAll(host),
  });
  add(COMMANDS.copy, {
    label: (args) => copyLabels[String(args["form"])] ?? trans.__("Copy Widget"),
    isEnabled: onlyWithNotebook,
    execute: async ({ form }) => {
      if (TEXTS.includes(form as TextForm)) await copyWidget(host, form as TextForm);
    },
  });
  add(COMMANDS.exporting, {
    label: (args) => exportLabels[String(args["format"])] ?? trans.__("Export Picture"),
    isEnabled: onlyWithNotebook,
    execute: async ({ format }) => {
      if (PICTURES.includes(format as PictureFormat))
        await exportPicture(host, format as PictureFormat);
    },
  });
  add(COMMANDS.walk, {
    label: (args) => walkLabels[String(args["move"])] ?? trans.__("Walk Through the Lesson"),
    isEnabled: onlyWithNotebook,
    execute: async ({ move }) => {
      if (MOVES.includes(move as Move)) await walkLesson(host, move as Move, acts.chosen());
    },
  });
  return set;
}

interface Item {
  readonly command: string;
  readonly args?: Record<string, string>;
}

/** What concerns the widgets that are there, in groups. */
const TOOLS: readonly (readonly Item[])[] = [
  [{ command: COMMANDS.restore }],
  [
    { command: COMMANDS.present },
    ...MOVES.map((move) => ({ command: COMMANDS.walk, args: { move: String(move) } })),
  ],
  [{ command: COMMANDS.reset }],
  [
    ...TEXTS.map((form) => ({ command: COMMANDS.copy, args: { form } })),
    ...PICTURES.map((format) => ({ command: COMMANDS.exporting, args: { format } })),
  ],
];

export function addToPalette({ catalogue, trans }: Host, palette: ICommandPalette): IDisposable {
  const category = trans.__("Mathematics for ML");
  const items: Item[] = [
    { command: COMMANDS.shelf },
    ...catalogue.widgets.map(({ name }) => ({ command: COMMANDS.insert, args: { widget: name } })),
    ...catalogue.lessons.map(({ name }) => ({ command: COMMANDS.lesson, args: { lesson: name } })),
    ...catalogue.widgets.map(({ name }) => ({ command: COMMANDS.manual, args: { widget: name } })),
    ...TOOLS.flat(),
  ];
  const set = new DisposableSet();
  for (const item of items) set.add(palette.addItem({ ...item, category }));
  return set;
}

export function addToLauncher({ catalogue, trans }: Host, launcher: ILauncher): IDisposable {
  const category = trans.__("Mathematics for ML");
  const set = new DisposableSet();
  for (const [rank, { name }] of catalogue.lessons.entries())
    set.add(
      launcher.add({
        command: COMMANDS.lesson,
        args: { lesson: name, card: true },
        category,
        rank,
      }),
    );
  return set;
}

export function addToMenu({ app, catalogue, trans }: Host, mainMenu: IMainMenu): IDisposable {
  const { commands } = app;
  const menu = new Menu({ commands });
  menu.id = "mathml-widgets-menu";
  menu.title.label = trans.__("Mathematics");
  menu.addItem({ command: COMMANDS.shelf });
  const subjects = new Set(catalogue.widgets.map(({ subject }) => subject));
  const inserts = [...subjects].map((subject) => {
    const submenu = submenuOf(menu, subject ? trans.__(headingOf(subject)) : trans.__("More"));
    for (const { name } of catalogue.widgets.filter((one) => one.subject === subject))
      submenu.addItem({ command: COMMANDS.insert, args: { widget: name } });
    return submenu;
  });
  const lessons = submenuOf(menu, trans.__("Lessons"));
  for (const { name } of catalogue.lessons)
    lessons.addItem({ command: COMMANDS.lesson, args: { lesson: name, card: true } });
  for (const group of TOOLS) {
    menu.addItem({ type: "separator" });
    for (const item of group) menu.addItem(item);
  }
  mainMenu.addMenu(menu, true, { rank: 900 });
  const set = new DisposableSet();
  for (const one of [menu, lessons, ...inserts]) set.add(one);
  return set;
}

function submenuOf(menu: Menu, label: string): Menu {
  const submenu = new Menu({ commands: menu.commands });
  submenu.title.label = label;
  menu.addItem({ type: "submenu", submenu });
  return submenu;
}

/** The title of a lesson before its colon: cards and menus are narrow. */
function cardOf(lesson: LessonEntry | undefined): string {
  return lesson?.title.split(":")[0] ?? "";
}
