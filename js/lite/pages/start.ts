/** The start page: says what the browser lacks, and keeps the whole site where the reader asks. */
import { canRun, checkStorage } from "./browser";
import { askToKeep, hearKeeper, installKeeper } from "./keeper";

const button = document.querySelector<HTMLButtonElement>("#keep");
const told = document.querySelector<HTMLElement>("#kept");

canRun();
void checkStorage();
hearKeeper((message) => {
  if (!told || !button) return;
  if (message.kind === "keeping") told.textContent = `${message.done} of ${message.total} files`;
  if (message.kind !== "kept") return;
  button.disabled = false;
  told.textContent = message.failed
    ? `${message.failed} of ${message.total} files could not be fetched: try again`
    : "All is kept: the site now opens without a server.";
});

if (button && navigator.serviceWorker) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    void askToKeep("all");
  });
} else if (told) {
  told.textContent =
    "This browser keeps no copy of a site that comes over plain http. Work in notebooks is kept all the same.";
}
void installKeeper().then(() => void 0);
