/** The canvas under the picture, drawn at the resolution of the screen and only when something in it has changed. */
export class Canvas {
  #element: HTMLCanvasElement | null = null;
  #key: readonly unknown[] = [];

  constructor(private readonly redraw: () => void) {}

  readonly attach = (element: Element): void => {
    this.#element = element as HTMLCanvasElement;
    this.#key = [];
    this.redraw();
  };

  /** Where it lies in the picture, in pixels of the page. */
  place(left: number, top: number, width: number, height: number): void {
    const canvas = this.#element;
    if (!canvas) return;
    const finer = globalThis.devicePixelRatio || 1;
    const [across, down] = [Math.round(width * finer), Math.round(height * finer)];
    canvas.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    if (canvas.width === across && canvas.height === down) return;
    [canvas.width, canvas.height] = [across, down];
    this.#key = [];
  }

  /** Draw, unless the same was drawn last. A drawing that answers false is tried again. */
  draw(key: readonly unknown[], draw: (canvas: HTMLCanvasElement) => unknown): void {
    const canvas = this.#element;
    const same = key.length === this.#key.length && key.every((one, at) => one === this.#key[at]);
    if (!canvas?.width || !canvas.height || same) return;
    this.#key = draw(canvas) === false ? [] : key;
  }

  /** What was drawn may be gone. */
  forget(): void {
    this.#key = [];
  }
}
