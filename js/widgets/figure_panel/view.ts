/** The panel of every `FigureWidget`: its controls, numbers and notices; bqplot draws beside it. */
import type { AnyModel } from "@anywidget/types";
import { html, nothing } from "lit-html";
import { bar } from "../../lib/bar";
import { number } from "../../lib/number";
import { Slider } from "../../lib/slider";
import { type Draw, type Stage, view } from "../../lib/view";
import { Workbench } from "../../lib/workbench";
import style from "./style.css";

type Model = AnyModel<Record<string, unknown>>;

interface Control {
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
  readonly low?: number;
  readonly high?: number;
  readonly step?: number;
  readonly log?: boolean;
  readonly options: readonly string[];
}

function setUp(stage: Stage): Draw {
  const { link, signal } = stage;
  const bench = new Workbench(stage);
  const sliders = new Map<string, Slider>();
  const sliderOf = ({ name, label, unit, low = 0, high = 1, step, log }: Control): Slider => {
    let slider = sliders.get(name);
    if (!slider) {
      slider = new Slider({
        signal,
        gestures: bench.gestures,
        name,
        label,
        low,
        high,
        ...(log ? { log } : {}),
        ...(step ? { step } : {}),
        value: () => link.get<number>(name),
        text: (value) => `${number(value, 2)}${unit ? ` ${unit}` : ""}`,
        locked: () => bench.locks(name),
        move: (value) => link.set({ [name]: value }),
      });
      sliders.set(name, slider);
    }
    return slider;
  };
  return () => {
    const controls = (link.get<readonly Control[]>("controls") ?? []).filter(
      ({ name }) => !bench.hides(name),
    );
    const menus = controls.filter((one) => one.options.length);
    const toolbar = bar(
      html`${bench.pick("Preset", "preset")}
      ${menus.map(({ name, label }) => bench.pick(label, name))}`,
      bench.tools(),
    );
    return html`<div class="mathml-layout mathml-panel">
      ${bench.hides("toolbar") ? nothing : toolbar} ${bench.lesson()} ${bench.asking.template()}
      <div class="mathml-sliders">
        ${controls.filter((one) => !one.options.length).map((one) => sliderOf(one).template())}
      </div>
      ${bench.readouts()} ${bench.said()}
      <p class="mathml-visually-hidden">${link.get<string>("description")}</p>
      ${bench.announcer.template()}
    </div>`;
  };
}

/** The panel speaks for the widget that owns it. */
function owner(model: Model): Promise<Model> {
  return model.widget_manager.get_model(String(model.get("owner")).replace("IPY_MODEL_", ""));
}

/** The layers that bqplot draws: axes below, marks above. */
function chart(root: HTMLElement): NodeListOf<SVGSVGElement> | undefined {
  return root.closest(".mathml-figure-widget")?.querySelectorAll(".bqplot > svg");
}

export default view(setUp, { style, subject: owner, picture: chart });
