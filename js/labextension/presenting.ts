/** Present mode, on and off. */
import type { Cell, CodeCell } from "@jupyterlab/cells";
import { Widget } from "@lumino/widgets";
import type { Host } from "./host";
import { selected } from "./sharing";
import { Stage } from "./stage";

export class Presentation {
  #stage: Stage | undefined;
  #from: Element | null = null;
  #cell: Cell | undefined;

  constructor(readonly host: Host) {}

  get on(): boolean {
    return this.#stage !== undefined;
  }

  /** Let the outputs of the selected cell fill the page, or give it back. */
  async toggle(): Promise<void> {
    if (this.#stage) {
      this.end();
      return;
    }
    const { app, tracker, trans } = this.host;
    const panel = tracker.currentWidget;
    const lives = await selected(this.host, panel);
    const cell = panel?.content.activeCell;
    if (!lives.length || cell?.model.type !== "code" || this.#stage) return;
    const output = (cell as CodeCell).cloneOutputArea();
    const stage = new Stage(output, lives, trans, () => this.end());
    this.#stage = stage;
    this.#from = document.activeElement;
    this.#cell = cell;
    cell.disposed.connect(this.end, this);
    app.shell.node.inert = true;
    Widget.attach(stage, document.body);
    app.commands.notifyCommandChanged();
  }

  end(): void {
    const { app } = this.host;
    if (!this.#stage) return;
    this.#cell?.disposed.disconnect(this.end, this);
    this.#stage.dispose();
    this.#stage = undefined;
    app.shell.node.inert = false;
    (this.#from as HTMLElement | null)?.focus();
    app.commands.notifyCommandChanged();
  }
}
