import { beforeEach, expect, test, vi } from "vitest";
import { onThemeChange } from "../../js/lib/theme";

let media: EventTarget;

beforeEach(() => {
  media = new EventTarget();
  vi.spyOn(globalThis, "matchMedia").mockImplementation(() => media as MediaQueryList);
});

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a change of JupyterLab's theme is heard, and of the system's, until the view ends", async () => {
  const end = new AbortController();
  const changed = vi.fn();
  onThemeChange(changed, end.signal);
  document.body.setAttribute("data-jp-theme-light", "false");
  await settled();
  expect(changed).toHaveBeenCalledTimes(1);
  media.dispatchEvent(new Event("change"));
  expect(changed.mock.calls.length).toBeGreaterThan(1);
  const heard = changed.mock.calls.length;
  end.abort();
  document.body.setAttribute("data-jp-theme-light", "true");
  media.dispatchEvent(new Event("change"));
  await settled();
  expect(changed).toHaveBeenCalledTimes(heard);
});
