/** What the extension asks the reader. */
import { Dialog, showDialog } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import { Widget } from "@lumino/widgets";
import { element } from "./elements";

/** Whether the cell that a link has made is to be run; it is shown as it stands. */
export async function askToRun(source: string, trans: TranslationBundle): Promise<boolean> {
  const node = element(
    "div",
    { class: "mathml-dialog" },
    element(
      "p",
      {},
      trans.__("A link has put this cell into your notebook. Nothing has been run yet."),
    ),
    element("pre", { tabindex: "0" }, source),
  );
  const { button } = await showDialog({
    title: trans.__("Run the cell of the link?"),
    body: new Widget({ node }),
    buttons: [
      Dialog.cancelButton({ label: trans.__("Not Now") }),
      Dialog.okButton({ label: trans.__("Run the Cell") }),
    ],
  });
  return button.accept;
}

/** A link or a state that the reader pastes; nothing if they think better of it. */
export async function askForState(trans: TranslationBundle): Promise<string | undefined> {
  const field = element("textarea", {
    "aria-label": trans.__("Link or state"),
    placeholder: trans.__("A link with #mathml=…, or JSON that begins with {"),
    spellcheck: "false",
    // Enter begins a line here; the dialog would take it for its button.
    keydown: (event: KeyboardEvent) => event.key === "Enter" && event.stopPropagation(),
  });
  const node = element(
    "div",
    { class: "mathml-dialog" },
    element(
      "p",
      {},
      trans.__("Paste the link or the state of a widget. It comes back in a new cell."),
    ),
    field,
  );
  const { button } = await showDialog({
    title: trans.__("Insert a Widget from a Link or State"),
    body: new Widget({ node }),
    focusNodeSelector: "textarea",
    buttons: [
      Dialog.cancelButton({ label: trans.__("Cancel") }),
      Dialog.okButton({ label: trans.__("Insert") }),
    ],
  });
  return button.accept ? field.value : undefined;
}

/** Whether to open the copy of a lesson that is there, or to make another. */
export async function askWhichCopy(
  path: string,
  trans: TranslationBundle,
): Promise<"open" | "copy" | undefined> {
  const { button } = await showDialog({
    title: trans.__("You have a copy of this lesson"),
    body: trans.__('It is in "%1". It stays as it is, whatever you choose.', path),
    buttons: [
      Dialog.cancelButton({ label: trans.__("Cancel") }),
      Dialog.okButton({ label: trans.__("Make Another Copy"), actions: ["copy"] }),
      Dialog.okButton({ label: trans.__("Open Mine") }),
    ],
    defaultButton: 2,
  });
  if (!button.accept) return undefined;
  return button.actions.includes("copy") ? "copy" : "open";
}

/** One of the widgets in a cell, where there are several. */
export async function askWhichWidget(
  names: readonly string[],
  trans: TranslationBundle,
): Promise<number | undefined> {
  const choices = names.map((name, index) =>
    element("option", { value: String(index) }, `${index + 1}: ${name}`),
  );
  const field = element("select", { "aria-label": trans.__("Widget") }, ...choices);
  const { button } = await showDialog({
    title: trans.__("The cell shows several widgets"),
    body: new Widget({ node: element("div", { class: "mathml-dialog" }, field) }),
    focusNodeSelector: "select",
  });
  return button.accept ? Number(field.value) : undefined;
}
