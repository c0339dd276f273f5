/** What the reader has set in JupyterLab's settings editor. */
import type { ISettingRegistry } from "@jupyterlab/settingregistry";

export interface Preferences {
  /** The colours of the widgets: those of JupyterLab's theme, or always the same. */
  readonly theme: "jupyterlab" | "light" | "dark";
  /** Digits after the point in widgets that are inserted; -1 leaves it to each widget. */
  readonly digits: number;
  /** Less motion than the system asks for. */
  readonly motion: "system" | "reduced";
  /** The base of logarithms in widgets that are inserted. */
  readonly base: "widget" | "2" | "e" | "10";
  /** Where copies of lessons go; empty for the folder that the file browser shows. */
  readonly lessonsFolder: string;
  /** Whether a widget that the reader inserts is shown at once. */
  readonly runInserted: boolean;
}

export const USUAL: Preferences = {
  theme: "jupyterlab",
  digits: -1,
  motion: "system",
  base: "widget",
  lessonsFolder: "",
  runInserted: true,
};

/** What is set, with the usual value where it is not. */
export function preferencesIn(settings: ISettingRegistry.ISettings): Preferences {
  const composite = settings.composite as Partial<Preferences>;
  return { ...USUAL, ...composite };
}

/** Put what concerns all views on the page, where the style sheets and the views find it. */
export function applyToPage({ theme, motion }: Preferences, body: HTMLElement): void {
  mark(body, "mathmlTheme", theme === "jupyterlab" ? "" : theme);
  mark(body, "mathmlMotion", motion === "system" ? "" : motion);
}

function mark(body: HTMLElement, name: string, value: string): void {
  if (value) body.dataset[name] = value;
  else delete body.dataset[name];
}
