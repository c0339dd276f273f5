/** What a page and the keeper of files, its service worker, say to each other. */

/** Keep these addresses, or the whole site. */
export interface ToKeeper {
  readonly kind: "keep";
  readonly urls?: readonly string[];
}

export type FromKeeper =
  | { readonly kind: "keeping"; readonly done: number; readonly total: number }
  | { readonly kind: "kept"; readonly total: number; readonly failed: number }
  | { readonly kind: "damaged"; readonly path: string }
  | { readonly kind: "unreachable"; readonly path: string };

/** The site's root: this script stands in static/site. */
export const ROOT = new URL("../../", import.meta.url);

/** Hear the keeper, where the browser allows one: over https and on this machine. */
export function hearKeeper(hear: (message: FromKeeper) => void): void {
  navigator.serviceWorker?.addEventListener("message", ({ data }) => hear(data));
}

/** Have the keeper installed; JupyterLite's own pages do that themselves. */
export async function installKeeper(): Promise<void> {
  const address = new URL("service-worker.js?enableCache=false", ROOT);
  await navigator.serviceWorker?.register(address).catch(() => undefined);
}

/** Ask the keeper to keep all that this page has loaded, or the whole site. */
export async function askToKeep(what: "loaded" | "all"): Promise<void> {
  if (!navigator.serviceWorker) return;
  const { active } = await navigator.serviceWorker.ready;
  const loaded = [
    location.href,
    ...performance.getEntriesByType("resource").map((one) => one.name),
  ];
  active?.postMessage({ kind: "keep", ...(what === "loaded" ? { urls: loaded } : {}) });
}
