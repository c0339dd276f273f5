/** What JupyterLab's own address says besides a state. */
import { IN_LINK } from "./shared";

/** An address without the state that it brought. */
export function withoutState(request: string): string {
  return request
    .replace(IN_LINK, (found) => (found.startsWith("?") ? "?" : ""))
    .replace("?&", "?")
    .replace(/\?(?=#|$)/, "");
}

/** The notebook that an address names, if it names one. */
export function pathIn(request: string): string | undefined {
  const path = /\/tree\/([^?#]+\.ipynb)(?=[?#]|$)/.exec(request)?.[1];
  return path && decodeURIComponent(path);
}
