/** The panel of every `FigureWidget`: its controls, numbers and notices; bqplot draws beside it. */
import type { AnyModel } from "@anywidget/types";
import { html, nothing } from "lit-html";
import { bar } from "../../lib/bar";
import { feed, type Manager } from "../../lib/host";
import { type Draw, type Stage, view } from "../../lib/view";
import { Workbench } from "../../lib/workbench";
import { type Dial, Dials } from "./dials";
import { Film } from "./film";
import { Hands } from "./hands";
import "./style.css";

type Model = AnyModel<Record<string, unknown>>;

interface Control extends Dial {
  readonly options: readonly string[];
}

function setUp(stage: Stage): Draw {
  const { link, signal } = stage;
  const walk = (direction: 1 | -1) => {
    if (film.strip) film.step(direction);
    else link.call(direction > 0 ? "next_step" : "previous_step");
  };
  const bench = new Workbench(stage, {
    back: () => walk(-1),
    forward: () => walk(1),
    play: () => film.toggle(),
  });
  const film: Film = new Film(stage, bench);
  const dials = new Dials(link, bench, film, signal);
  const hands = new Hands(stage, bench);
  const manager = stage.model.widget_manager as unknown as Manager;
  let fed: Record<string, object> | undefined;
  /** Let the marks be what a hand has made of them, unless a film shows it already. */
  const follow = () => {
    const now = link.get<Record<string, object> | undefined>("fed");
    if (now === fed) return;
    fed = now;
    const filmed = film.strip && film.strip.wire.trait === bench.gestures.held;
    if (now && !filmed) void feed(manager, now);
  };
  const drawn = stage.drawn;
  stage.drawn = () => {
    drawn();
    if (signal.aborted) return;
    const whole = stage.root.closest(".mathml-figure-widget");
    whole?.classList.toggle("mathml-present", Boolean(link.get("present")));
    hands.draw();
    follow();
    film.draw();
  };
  return () => {
    const controls = (link.get<readonly Control[]>("controls") ?? []).filter(
      ({ name }) => !bench.hides(name),
    );
    const menus = controls.filter((one) => one.options.length);
    const toolbar = bar(
      html`${bench.pick("Preset", "preset")}
      ${menus.map(({ name, label }) => bench.pick(label, name))} ${dials.menus()}`,
      bench.tools(),
    );
    return html`<div class="mathml-layout mathml-panel">
      ${bench.hides("toolbar") ? nothing : toolbar} ${bench.lesson()} ${bench.asking.template()}
      <div class="mathml-sliders">
        ${controls.filter((one) => !one.options.length).map((one) => dials.row(one))}
      </div>
      ${bench.hides("dials") ? nothing : dials.template()}
      ${bench.readouts()} ${bench.said((list) => film.told(list))}
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

export default view(setUp, { subject: owner, picture: chart });
