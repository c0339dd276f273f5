/** Makes the widgets of a page that has no kernel, from the state that the notebook kept. */
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";

type Module = Record<string, unknown>;
type Define = (dependencies: string[], make: unknown) => void;
type Class = typeof base.WidgetModel | typeof base.WidgetView;

const modules = new Map<string, Module>([
  ["@jupyter-widgets/base", base],
  ["@jupyter-widgets/controls", controls],
]);

/**
 * Run the front end of a package, which defines itself as AMD modules do; the page's own `define`, should
 * there be one, does not hear of it.
 */
export function frontEnd(name: string, run: (define: Define) => void): void {
  run((dependencies, make) => {
    modules.set(name, typeof make === "function" ? make(...dependencies.map(moduleOf)) : make);
  });
}

function moduleOf(name: string): Module {
  const found = modules.get(name);
  if (!found) throw new Error(`this page does not hold the front end of ${name}`);
  return found;
}

export class PageManager extends ManagerBase {
  /** Tells our views that no kernel will ever come. */
  readonly isPage = true;

  protected override async loadClass(name: string, module: string): Promise<Class> {
    const found = moduleOf(module)[name];
    if (!found) throw new Error(`${module} has no ${name}`);
    return found as Class;
  }

  protected override async _create_comm(): Promise<never> {
    throw new Error("a page without a kernel has nobody to talk to");
  }

  protected override async _get_comm_info(): Promise<Record<string, never>> {
    return {};
  }

  /** Put a view of a model in place of an element of the page. */
  async show(modelId: string, place: HTMLElement): Promise<void> {
    const host = document.createElement("div");
    place.replaceWith(host);
    const view = await this.create_view<base.DOMWidgetView>(await this.get_model(modelId));
    Widget.attach(view.luminoWidget, host);
  }
}
