/** The attributes by which JupyterLab and VS Code say which theme is on. */
const THEME_ATTRIBUTES = [
  "data-jp-theme-light",
  "data-jp-theme-name",
  "data-vscode-theme-kind",
  "class",
];

const SYSTEM_PREFERENCES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"];

/**
 * A token of the style sheet as the colour that it has now, for what CSS cannot reach: `colourOf(root, "answer")`.
 *
 * A custom property reads as the text of its definition; only a real property is resolved.
 */
export function colourOf(root: HTMLElement, token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--mathml-${token})`;
  root.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Hear of every change of theme. The style sheet follows by itself; canvases must be drawn again. */
export function onThemeChange(changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: THEME_ATTRIBUTES });
  }
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  for (const query of SYSTEM_PREFERENCES) {
    matchMedia(query).addEventListener("change", changed, { signal });
  }
}
