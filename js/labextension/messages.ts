/** What the reader is told. */
import { Notification } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import { NoAnswer, Refusal } from "./live";
import { Unreadable } from "./shared";

/** Milliseconds that a message stays on screen; it can be read again under the bell. */
const SHORT = { autoClose: 5_000 };
const LONG = { autoClose: 12_000 };

export const tell = {
  done: (text: string) => Notification.success(text, SHORT),
  hint: (text: string) => Notification.info(text, SHORT),
  warn: (text: string) => Notification.warning(text, LONG),
  fail: (text: string) => Notification.error(text, LONG),
};

/** Why an error happened, in the reader's language where the words are ours. */
export function reasonOf(error: unknown, trans: TranslationBundle): string {
  if (error instanceof NoAnswer)
    return trans.__(
      "No kernel answers for this widget. Run its cell again, or wait until the kernel is idle.",
    );
  if (error instanceof Unreadable) return whyUnreadable(error, trans);
  if (error instanceof Refusal || error instanceof Error) return error.message;
  return String(error);
}

function whyUnreadable({ reason, culprit }: Unreadable, trans: TranslationBundle): string {
  switch (reason) {
    case "long":
      return trans.__("The state is too long: a link may have 8,000 characters, JSON a million.");
    case "unknown":
      return trans.__('There is no widget of the name "%1".', culprit);
    case "newer":
      return trans.__(
        "This state of a %1 was made by a newer mathml_widgets: update the package.",
        culprit,
      );
    case "broken":
      return trans.__("This is no state of a widget. Copy the whole link, or the whole JSON.");
  }
}
