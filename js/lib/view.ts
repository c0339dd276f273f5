/**
 * What every view is made of: a root in the page, a link to the kernel, and a drawing that
 * is renewed at most once a frame.
 */
import type { AnyModel, RenderProps } from "@anywidget/types";
import { nothing, render, type TemplateResult } from "lit-html";
import { Link } from "./link";
import { svgToPng, svgToText } from "./picture";
import { keepShortcuts } from "./shortcuts";
import "./theme.css";
import "./root.css";

/** The styles that the modules of a view import, as one text; js/build.mjs puts it here. */
declare const VIEW_STYLE: string;

type Model = AnyModel<Record<string, unknown>>;

/** What a view has to work with. */
export interface Stage {
  readonly link: Link;
  /** The model whose traits are shown, as the host has it. */
  readonly model: Model;
  readonly root: HTMLElement;
  readonly signal: AbortSignal;
  /** Ask for a new drawing in the next frame. */
  redraw(): void;
  /** Called after each drawing. */
  drawn: () => void;
}

/** Draws the present state; called at most once a frame. */
export type Draw = () => TemplateResult;

interface Options {
  /** Whose traits are shown: the model's own, or those of the widget it names. */
  subject?: (model: Model) => Promise<Model>;
  /** Find the layers of the picture that is saved, where it is not in the view itself. */
  picture?: (root: HTMLElement) => NodeListOf<SVGSVGElement> | undefined;
}

/** Make the module that anywidget loads from a function that sets a view up. */
export function view(setUp: (stage: Stage) => Draw, options: Options = {}) {
  return {
    async render(props: RenderProps<Record<string, unknown>>): Promise<() => void> {
      const { el, model } = props;
      const end = new AbortController();
      props.signal?.addEventListener("abort", () => end.abort());
      const subject = options.subject ? await options.subject(model) : model;
      const root = makeRoot(el, end.signal);
      const link = Link.of(subject, end.signal);
      const stage = makeStage(link, subject, root, end.signal);
      stage.start(setUp(stage));
      link.onPicture(
        (number, format) => void deliver(link, root, number, format, options.picture),
        end.signal,
      );
      end.signal.addEventListener("abort", () => root.remove());
      return () => end.abort();
    },
  };
}

function makeRoot(el: HTMLElement, signal: AbortSignal): HTMLElement {
  const style = document.createElement("style");
  style.textContent = VIEW_STYLE;
  const root = document.createElement("div");
  root.className = "mathml-root mathml-theme";
  keepShortcuts(root, signal);
  el.append(style, root);
  return root;
}

function makeStage(link: Link, model: Model, root: HTMLElement, signal: AbortSignal) {
  let draw: Draw | undefined;
  let frame = 0;
  const now = () => {
    frame = 0;
    if (!draw || signal.aborted) return;
    root.classList.toggle("mathml-present", Boolean(link.get("present")));
    render(draw(), root);
    stage.drawn();
  };
  const redraw = () => {
    frame ||= requestAnimationFrame(now);
  };
  const start = (drawing: Draw) => {
    draw = drawing;
    now();
    link.onChange(redraw, signal);
    const size = new ResizeObserver(redraw);
    size.observe(root);
    signal.addEventListener("abort", () => {
      size.disconnect();
      cancelAnimationFrame(frame);
      render(nothing, root);
      stage.drawn();
    });
  };
  const stage = { link, model, root, signal, redraw, start, drawn: () => {} };
  return stage;
}

async function deliver(
  link: Link,
  root: HTMLElement,
  number: number,
  format: string,
  picture: Options["picture"],
): Promise<void> {
  const found = picture
    ? picture(root)
    : root.querySelectorAll<SVGSVGElement>("svg.mathml-picture");
  const [first, ...others] = found ?? [];
  if (!first) return;
  const text = svgToText([first, ...others], {
    caption: link.get("description"),
    seed: link.get("seed"),
  });
  const bytes =
    format === "png"
      ? new Uint8Array(await (await svgToPng(text)).arrayBuffer())
      : new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  link.call("deliver_picture", { number, data: btoa(binary) });
}
