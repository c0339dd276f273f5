/**
 * The side bar: every widget with a small picture and one sentence, by subject, under a search box.
 * A click, Enter or a drag inserts it; the second button opens its page of the manual. A finger
 * drags sideways: up and down it scrolls the list.
 */
import type { TranslationBundle } from "@jupyterlab/translation";
import { MimeData } from "@lumino/coreutils";
import { Drag } from "@lumino/dragdrop";
import { Widget } from "@lumino/widgets";
import { bySubject, find, type Hit, headingOf, type WidgetEntry } from "./catalogue";
import { element } from "./elements";
import { mathIcon, pictureOf } from "./icons";

const CELLS = "application/vnd.jupyter.cells";
/** Pixels that the pointer moves before a press becomes a drag. */
const SLACK = 6;

export interface ShelfActions {
  insert(widget: WidgetEntry, preset?: string): void;
  /** The code cell that a drag carries; its id tells where it was dropped. */
  cell(widget: WidgetEntry): { readonly id: string; readonly [key: string]: unknown };
  dropped(widget: WidgetEntry, id: string): void;
  explain(widget: WidgetEntry): void;
}

export class Shelf extends Widget {
  readonly #widgets: readonly WidgetEntry[];
  readonly #actions: ShelfActions;
  readonly #trans: TranslationBundle;
  readonly #search: HTMLInputElement;
  readonly #count: HTMLElement;
  readonly #list: HTMLElement;
  #drag: Drag | undefined;

  constructor(
    widgets: readonly WidgetEntry[],
    outline: Widget,
    actions: ShelfActions,
    trans: TranslationBundle,
  ) {
    super();
    this.#widgets = widgets;
    this.#actions = actions;
    this.#trans = trans;
    this.id = "mathml-widgets-shelf";
    this.title.icon = mathIcon;
    this.title.caption = trans.__("Mathematics for ML: widgets and lesson outline");
    this.addClass("mathml-shelf");
    this.addClass("mathml-theme");
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", trans.__("Mathematics for ML"));
    this.#search = element("input", {
      type: "search",
      placeholder: trans.__("Search: matrix, entropy …"),
      "aria-label": trans.__("Search the widgets"),
      input: () => this.#show(),
      keydown: (event: KeyboardEvent) => this.#fromSearch(event),
    });
    this.#count = element("p", { class: "mathml-visually-hidden", role: "status" });
    this.#list = element("div", {
      class: "mathml-shelf-list",
      keydown: (event: KeyboardEvent) => this.#walk(event),
    });
    const widgetsHere = element(
      "div",
      { class: "mathml-shelf-widgets" },
      element("h2", {}, trans.__("Widgets")),
      this.#search,
      this.#count,
      this.#list,
    );
    this.node.append(outline.node, widgetsHere);
    this.#show();
  }

  override dispose(): void {
    this.#drag?.dispose();
    super.dispose();
  }

  protected override onActivateRequest(): void {
    this.#search.focus();
  }

  #show(): void {
    const hits = find(this.#widgets, this.#search.value);
    const trans = this.#trans;
    const groups = [...bySubject(hits)].map(([subject, group], index) => {
      const id = `mathml-shelf-subject-${index}`;
      return element(
        "section",
        { "aria-labelledby": id },
        element("h3", { id }, subject ? trans.__(headingOf(subject)) : trans.__("More")),
        element("ul", { role: "list" }, ...group.map((hit) => this.#row(hit))),
      );
    });
    const none = trans.__('No widget has to do with "%1".', this.#search.value);
    this.#list.replaceChildren(...(groups.length ? groups : [element("p", {}, none)]));
    this.#count.textContent = hits.length
      ? trans._n("%1 widget", "%1 widgets", hits.length, hits.length)
      : none;
  }

  #row({ widget, presets }: Hit): HTMLElement {
    const trans = this.#trans;
    const picture = element("span", { class: "mathml-shelf-picture", "aria-hidden": "true" });
    picture.append(pictureOf(widget).element({ tag: "span" }));
    const insert = element(
      "button",
      {
        class: "mathml-shelf-insert",
        type: "button",
        title: trans.__("Insert %1 at the cursor; or drag it to its place", widget.name),
        click: () => this.#actions.insert(widget),
        pointerdown: (event: PointerEvent) => this.#press(event, widget),
      },
      picture,
      element(
        "span",
        { class: "mathml-shelf-words" },
        element("strong", {}, ...breakable(widget.name)),
        " ",
        element("span", {}, widget.question),
      ),
    );
    const explain = element(
      "button",
      {
        class: "mathml-shelf-explain",
        type: "button",
        title: trans.__("Open the page of the manual"),
        "aria-label": trans.__("Manual of %1", widget.name),
        click: () => this.#actions.explain(widget),
      },
      "?",
    );
    const chips = presets.map((preset) =>
      element(
        "button",
        {
          class: "mathml-shelf-preset",
          type: "button",
          "aria-label": trans.__("Insert %1 with the preset %2", widget.name, preset),
          click: () => this.#actions.insert(widget, preset),
        },
        preset,
      ),
    );
    const row = element("li", {}, insert, explain);
    if (chips.length) row.append(element("div", { class: "mathml-shelf-presets" }, ...chips));
    return row;
  }

  // --- by keyboard --------------------------------------------------------------------

  #fromSearch(event: KeyboardEvent): void {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.#list.querySelector<HTMLElement>(".mathml-shelf-insert")?.focus();
    } else if (event.key === "Escape" && this.#search.value) {
      event.preventDefault();
      event.stopPropagation();
      this.#search.value = "";
      this.#show();
    }
  }

  /** Arrows go from widget to widget; from the first one up, back to the search. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = (event.target as Element).closest("li");
    if (!step || !row) return;
    event.preventDefault();
    const all = [...this.#list.querySelectorAll<HTMLElement>(".mathml-shelf-insert")];
    const at = all.findIndex((one) => row.contains(one)) + step;
    (at < 0 ? this.#search : all[at])?.focus();
  }

  // --- by hand ------------------------------------------------------------------------

  #press(down: PointerEvent, widget: WidgetEntry): void {
    if (down.button !== 0) return;
    const end = new AbortController();
    const { signal } = end;
    const over = () => end.abort();
    document.addEventListener("pointerup", over, { signal, capture: true });
    document.addEventListener("pointercancel", over, { signal, capture: true });
    document.addEventListener(
      "pointermove",
      (move) => {
        const [across, along] = [move.clientX - down.clientX, move.clientY - down.clientY];
        if (Math.hypot(across, along) < SLACK) return;
        end.abort();
        const scrolls = down.pointerType === "touch" && Math.abs(along) > Math.abs(across);
        if (!scrolls) void this.#carry(move, widget);
      },
      { signal, capture: true },
    );
  }

  async #carry({ clientX, clientY }: PointerEvent, widget: WidgetEntry): Promise<void> {
    const cell = this.#actions.cell(widget);
    const mimeData = new MimeData();
    mimeData.setData(CELLS, [cell]);
    mimeData.setData("text/plain", String(cell["source"]));
    const dragImage = element(
      "div",
      { class: "mathml-shelf-dragged mathml-theme" },
      pictureOf(widget).element({ tag: "span" }),
      widget.name,
    );
    const drag = new Drag({
      mimeData,
      dragImage,
      proposedAction: "copy",
      supportedActions: "copy",
      source: this,
    });
    this.#drag = drag;
    const end = new AbortController();
    // The browser takes a finger away for a gesture of its own.
    document.addEventListener("pointercancel", () => drag.dispose(), { signal: end.signal });
    const action = await drag.start(clientX, clientY);
    end.abort();
    this.#drag = undefined;
    if (action !== "none") this.#actions.dropped(widget, cell.id);
  }
}

/** A name of words without spaces, which may break where a word begins. */
function breakable(name: string): (Node | string)[] {
  const [first = "", ...others] = name.split(/(?=[A-Z])/);
  return [first, ...others.flatMap((word) => [element("wbr", {}), word])];
}
