/** What leaves the page: a file that the browser saves, a text for the clipboard, a link. */
import { Clipboard } from "@jupyterlab/apputils";
import { PageConfig, URLExt } from "@jupyterlab/coreutils";

const TYPES = { svg: "image/svg+xml", png: "image/png" } as const;

export type PictureFormat = keyof typeof TYPES;

/** Let the browser save a picture. */
export function download(name: string, format: PictureFormat, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: TYPES[format] }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = `${name}.${format}`;
  anchor.click();
  // The browser has begun to read it when the next task runs.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** Put a text into the clipboard. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else Clipboard.copyToSystem(text);
}

/** Where JupyterLab itself is, without what is open in it: a link's state follows. */
export function labUrl(): string {
  return URLExt.join(PageConfig.getBaseUrl(), PageConfig.getOption("appUrl") || "lab");
}

/** Where the extension's own files are, whoever serves them; the bundler knows. */
declare const __webpack_public_path__: string;

/** Read one of the extension's own files. */
export async function readOwn(path: string): Promise<ArrayBuffer> {
  const answer = await fetch(ownUrl(path));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return await answer.arrayBuffer();
}

export function ownUrl(path: string): string {
  return new URL(__webpack_public_path__ + path, document.baseURI).href;
}
