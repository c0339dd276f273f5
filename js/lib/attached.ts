import { noChange } from "lit-html";
import { Directive, directive, type ElementPart } from "lit-html/directive.js";

import type { Listener } from "./listen";

type Told = (element: Element) => void;

/** Tells a function of the element it stands on, once, before the element is on the page. */
class Attached extends Directive {
  #told = false;

  override render(_tell: Told): unknown {
    return noChange;
  }

  override update(part: ElementPart, [tell]: [Told]): unknown {
    if (!this.#told) tell(part.element);
    this.#told = true;
    return noChange;
  }
}

export const attached = directive(Attached);

/** All that happens to a pointer that is held down on an element. */
export const POINTER = "pointerdown pointermove pointerup pointercancel lostpointercapture";
export const KEYS = "keydown keyup blur";

/** Events of an element for whichever listener stands on it now: lit gives an element to another in a list that changes. */
class Hears extends Directive {
  #listener: Listener<Event> | null = null;

  override render(_listener: Listener<Event>, ..._types: string[]): unknown {
    return noChange;
  }

  override update(
    part: ElementPart,
    [listener, ...types]: [Listener<Event>, ...string[]],
  ): unknown {
    if (!this.#listener) {
      const pass = (event: Event) => this.#listener?.handleEvent(event);
      for (const type of types.join(" ").split(" "))
        part.element.addEventListener(type, pass, listener);
    }
    this.#listener = listener;
    return noChange;
  }
}

/** Let `listener` hear these events of the element it stands on. */
export const hears = directive(Hears);
