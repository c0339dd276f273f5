/**
 * Draws the widgets of a page that has no kernel: all that an exported notebook needs, in one script.
 * The page keeps their state, and names the places where they stand, as nbconvert and MyST-NB write it.
 */
import type { IManagerState } from "@jupyter-widgets/base-manager";
import controls from "@jupyter-widgets/controls/css/widgets.css";
import lumino from "@lumino/widgets/style/widget.css";
import { setFormulas } from "./formulas";
import { frontEnd, PageManager } from "./manager";

const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';

async function drawWidgets(): Promise<void> {
  const state = document.querySelector(STATE)?.textContent;
  if (!state) return;
  const style = document.createElement("style");
  style.textContent = `${controls}\n${lumino}`;
  // First, so that the theme of the page has the last word.
  document.head.prepend(style);
  const manager = new PageManager();
  await manager.set_state(JSON.parse(state) as IManagerState);
  const places = [...document.querySelectorAll<HTMLScriptElement>(VIEW)];
  await Promise.all(places.map((place) => show(manager, place)));
}

async function show(manager: PageManager, place: HTMLScriptElement): Promise<void> {
  const { model_id } = JSON.parse(place.textContent ?? "{}") as { model_id: string };
  if (manager.has_model(model_id)) await manager.show(model_id, place);
}

function whenRead(act: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else queueMicrotask(act); // when this script has ended, with the front ends that follow
}

Object.assign(globalThis, { mathmlPage: { frontEnd } });
whenRead(() => {
  setFormulas(document);
  void drawWidgets();
});
