/** What the site needs of the browser, looked at before anything else. */
import { close, say } from "./notice";

/** Say what is missing; false if nothing can run. */
export function canRun(): boolean {
  lendRandomNames();
  if (typeof WebAssembly === "object") return true;
  say(
    "browser",
    "This browser runs no WebAssembly, so there is no Python here. A current Firefox, Chrome, Edge " +
      "or Safari has it, unless it is switched off (as in a lockdown mode). You can still read.",
  );
  return false;
}

/** Over plain http, as on a school's own network, browsers have no `randomUUID`. */
function lendRandomNames(): void {
  crypto.randomUUID ??= () => {
    const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((byte, place) => {
      if (place === 6) return (byte & 0x0f) | 0x40;
      return place === 8 ? (byte & 0x3f) | 0x80 : byte;
    });
    const text = digits.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") as ReturnType<
      typeof crypto.randomUUID
    >;
  };
}

/** Warn where nothing that is written here will be there next time. */
export async function checkStorage(): Promise<void> {
  if (await keepsWork()) return;
  say(
    "storage",
    "This browser keeps nothing for this site (a private window, or storage is switched off): what " +
      "you write is gone when the tab is closed. Use Download in the notebook's toolbar to keep it.",
    [close("storage")],
  );
}

function keepsWork(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open("mathml-probe");
      opening.onerror = () => resolve(false);
      opening.onsuccess = () => {
        opening.result.close();
        indexedDB.deleteDatabase("mathml-probe");
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}
