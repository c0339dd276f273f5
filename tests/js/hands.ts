/** What a hand does to an element, as the events that a browser would report. */

interface Where {
  x?: number;
  y?: number;
  id?: number;
  shift?: boolean;
  alt?: boolean;
  type?: string;
}

export function pointer(target: Element, type: string, where: Where = {}): PointerEvent {
  const event = new PointerEvent(type, {
    bubbles: true,
    cancelable: true,
    button: 0,
    pointerId: where.id ?? 1,
    pointerType: where.type ?? "mouse",
    clientX: where.x ?? 0,
    clientY: where.y ?? 0,
    screenX: where.x ?? 0,
    screenY: where.y ?? 0,
    shiftKey: where.shift ?? false,
    altKey: where.alt ?? false,
  });
  target.dispatchEvent(event);
  return event;
}

export function key(
  target: Element,
  name: string,
  held: KeyboardEventInit = {},
  type = "keydown",
): KeyboardEvent {
  const event = new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true, ...held });
  target.dispatchEvent(event);
  return event;
}

/** Press a key and let it go. */
export function tap(target: Element, name: string, held: KeyboardEventInit = {}): void {
  key(target, name, held);
  key(target, name, held, "keyup");
}

/** An element of the page that is gone when the test ends. */
export function page(): HTMLElement {
  document.body.replaceChildren();
  const element = document.createElement("div");
  document.body.append(element);
  return element;
}

export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const element = root.querySelector<E>(selector);
  if (!element) throw new Error(`there is no ${selector}`);
  return element;
}

/** Give an element a place on the page: happy-dom lays nothing out. */
export function place(element: Element, x: number, y: number, width: number, height: number): void {
  element.getBoundingClientRect = () => new DOMRect(x, y, width, height);
}
