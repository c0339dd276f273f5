import { on } from "./listen";

const NAMED = "[data-name]";

/**
 * Whatever in `root` bears the same `data-name` lights up together when one of them is pointed at: hover a symbol
 * of a formula to see its object, hover the object to find its symbol.
 */
export function flashTogether(root: HTMLElement, signal: AbortSignal): void {
  const light = (event: Event, lit: boolean) => {
    const name = (event.target as Element | null)?.closest?.(NAMED)?.getAttribute("data-name");
    if (!name) return;
    for (const element of root.querySelectorAll(NAMED)) {
      if (element.getAttribute("data-name") === name) element.toggleAttribute("data-flash", lit);
    }
  };
  const lightUp = on<Event>(signal, (event) => light(event, true));
  const goOut = on<Event>(signal, (event) => light(event, false));
  root.addEventListener("pointerover", lightUp, { signal });
  root.addEventListener("pointerout", goOut, { signal });
}
