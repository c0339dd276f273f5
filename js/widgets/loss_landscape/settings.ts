/** What can be set beside the picture: the plane, the drawing, the training, the symmetry. */
import { html, nothing, type TemplateResult } from "lit-html";
import { array, type NDArray } from "../../lib/array";
import { button, chip } from "../../lib/bar";
import { brief } from "../../lib/brief";
import { degrees, number } from "../../lib/number";
import type { Slider } from "../../lib/slider";
import type { Stage } from "../../lib/view";
import type { Workbench } from "../../lib/workbench";

const RESOLUTIONS = [17, 33, 65, 129, 257];
const STEPS = [0, 50, 100, 200, 500, 1000, 2000];
const BATCHES = [0, 8, 16, 32, 64, 128];
/** The radius, as a multiple of the suggested one. */
const CLOSEST = 0.02;
const FARTHEST = 50;

export class Settings {
  readonly #stage: Stage;
  readonly #bench: Workbench;
  readonly #angle: Slider;
  readonly #radius: Slider;
  readonly #rate: Slider;
  readonly #rescaling: Slider;
  readonly #ends: readonly [Slider, Slider];

  constructor(stage: Stage, bench: Workbench) {
    this.#stage = stage;
    this.#bench = bench;
    const { link } = stage;
    const full = () => link.get<number | null>("full_turn") ?? Math.PI / 2;
    this.#angle = bench.slider("direction_angle", "Turn", {
      low: 0,
      high: 1,
      value: () => link.get<number>("direction_angle") / full(),
      text: (share) => `${degrees(share * full(), 0)} of ${degrees(full(), 0)}`,
      move: (share) => link.set({ direction_angle: share * full() }),
    });
    this.#radius = bench.slider("radius", "Radius", {
      low: CLOSEST,
      high: FARTHEST,
      log: true,
      value: () => this.#ratio,
      text: (ratio) =>
        ratio === 1 ? "as suggested" : `${number(ratio, 2)} times the suggested one`,
      marks: () => [{ value: 1, label: "suggested", now: this.#ratio === 1 }],
      home: () => 1,
      move: (ratio) => this.setRadius(ratio),
    });
    this.#rate = bench.slider("learning_rate", "Learning rate", {
      low: 1e-5,
      high: 10,
      log: true,
      text: (rate) => brief(rate),
    });
    this.#rescaling = bench.slider("rescaling", "Rescale by c", {
      low: 0.1,
      high: 10,
      log: true,
      text: (c) => `c = ${number(c, 2)}`,
      marks: () => [{ value: 1, label: "1" }],
      home: () => 1,
    });
    this.#ends = [this.#end(0, "From"), this.#end(1, "To")];
  }

  /** Multiply the radius, as the keys of zooming do. */
  zoom(factor: number): void {
    if (this.#bench.locks("radius") || !this.#suggested) return;
    this.setRadius(Math.min(Math.max(this.#ratio / factor, CLOSEST), FARTHEST));
  }

  setRadius(ratio: number): void {
    const suggested = this.#suggested;
    if (!suggested) return;
    const { link } = this.#stage;
    if (Math.abs(ratio - 1) < 1e-9) link.set({ radius: null });
    else
      link.set({
        radius: array(
          [...suggested.data].map((half) => Number((ratio * half).toPrecision(4))),
          [suggested.data.length],
        ),
      });
  }

  get #suggested(): NDArray | null {
    return this.#stage.link.get<NDArray | null>("suggested_radius");
  }

  get #pathLength(): number {
    return this.#stage.link.get<NDArray | null>("path_coordinates")?.shape[0] ?? 0;
  }

  get #ratio(): number {
    const radius = this.#stage.link.get<NDArray | null>("radius");
    const suggested = this.#suggested;
    if (!radius || !suggested) return 1;
    return (radius.data[0] as number) / (suggested.data[0] as number);
  }

  #end(which: 0 | 1, label: string): Slider {
    const { link } = this.#stage;
    const last = () => Math.max(1, this.#pathLength - 1);
    const index = () => {
      const end = link.get<number[]>("line_ends")?.[which] ?? (which ? -1 : 0);
      return end < 0 ? last() + 1 + end : Math.min(end, last());
    };
    return this.#bench.slider(`line_ends ${which}`, label, {
      low: 0,
      high: 1,
      value: () => index() / last(),
      text: (share) =>
        link.get<string[]>("path_names")?.[Math.round(share * last())] ||
        `point ${Math.round(share * last())}`,
      locked: () => this.#bench.locks("line_ends"),
      move: (share) => {
        const ends = [...(link.get<number[]>("line_ends") ?? [0, -1])];
        ends[which] = Math.round(share * last());
        if (ends[0] !== ends[1]) link.set({ line_ends: ends });
      },
    });
  }

  /** The kinds of directions that there are now. */
  directions(): TemplateResult | typeof nothing {
    const { link } = this.#stage;
    const kinds = link.get<string[] | null>("direction_kinds") ?? [];
    const now = link.get<string>("directions");
    const stands = link.get<string | null>("direction_kind");
    return this.#bench.pick("Directions", "directions", [...new Set([...kinds, now])], (kind) =>
      kind === "automatic" && kind === now && stands ? `automatic: ${stands}` : kind,
    );
  }

  template(): TemplateResult {
    const mode = this.#stage.link.get<string>("mode");
    return html`<div class="mathml-settings">
      ${mode === "line" ? this.#line() : this.#plane()} ${this.#drawing(mode)} ${this.#training()} ${this.#symmetry()}
    </div>`;
  }

  #group(title: string, ...parts: unknown[]): TemplateResult | typeof nothing {
    const there = parts.filter((part) => part !== nothing);
    if (there.length === 0) return nothing;
    return html`<section class="mathml-group" aria-label=${title}>
      <h4>${title}</h4>
      ${there}
    </section>`;
  }

  #plane(): TemplateResult | typeof nothing {
    const { link, signal } = this.#stage;
    const bench = this.#bench;
    const kind = link.get<string>("direction_kind");
    const turns = link.get<string[] | null>("turn_names") ?? [];
    const random = ["random", "filter", "layer"].includes(kind);
    const seed = link.get<number>("seed");
    const drawn = random || (turns.length > 0 && link.get<string>("turn_towards") === "random");
    return this.#group(
      "Plane",
      html`<div class="mathml-bar-side">
        ${this.directions()}
        ${
          drawn && !bench.hides("seed")
            ? html`${button("Redraw", {
                signal,
                label: "Redraw the random directions with another seed",
                disabled: bench.locks("seed"),
                press: () => link.set({ seed: seed + 1 }),
              })}<span class="mathml-menu-label">seed ${seed}</span>`
            : nothing
        }
        ${random ? bench.pick("Biases", "biases") : nothing}
        ${this.#pathLength > 1 ? bench.pick("Through", "centered_on") : nothing}
      </div>`,
      turns.length && link.get<number | null>("full_turn")
        ? this.#said(
            this.#angle,
            degrees(link.get<number>("direction_angle"), 0),
            bench.pick("towards", "turn_towards", turns),
          )
        : nothing,
      this.#suggested && link.get<string>("source") !== "grid" && !bench.hides("radius")
        ? this.#said(this.#radius, this.#radiusText())
        : nothing,
    );
  }

  #radiusText(): string {
    const extent = this.#stage.link.get<NDArray | null>("extent")?.data;
    if (!extent) return "";
    const [first, second] = extent;
    const same =
      second === undefined || Math.abs((first as number) - second) <= 1e-9 * (first as number);
    return same ? `±${brief(first as number)}` : `±${brief(first as number)}, ±${brief(second)}`;
  }

  #line(): TemplateResult | typeof nothing {
    const { link, signal } = this.#stage;
    if (!link.get<NDArray | null>("path_coordinates"))
      return this.#group("Line", html`<div class="mathml-bar-side">${this.directions()}</div>`);
    const aligned = link.get<boolean>("aligned");
    return this.#group(
      "Line",
      this.#ends.map((end) => end.template()),
      link.get<string>("source") === "data"
        ? html`<div class="mathml-bar-side">${chip("align units", {
            signal,
            pressed: aligned,
            label: "Permute the units of the second end to match the first",
            disabled: this.#bench.locks("aligned"),
            press: () => link.set({ aligned: !aligned }),
          })}</div>`
        : nothing,
    );
  }

  #drawing(mode: string): TemplateResult | typeof nothing {
    const { link, signal } = this.#stage;
    const bench = this.#bench;
    const log = link.get<boolean>("log_scale");
    const clamped = link.get<number | null>("clamp");
    const offered = link.get<number | null>("suggested_clamp");
    const clamp = clamped ?? offered;
    return this.#group(
      "Drawing",
      html`<div class="mathml-bar-side">
        ${chip("log", {
          signal,
          pressed: log,
          label: "Logarithmic heights and colours",
          disabled: bench.locks("log_scale"),
          press: () => link.set({ log_scale: !log }),
        })}
        ${
          clamp === null || clamp === undefined
            ? nothing
            : chip(`clamp at ${brief(clamp)}`, {
                signal,
                pressed: clamped !== null,
                disabled: bench.locks("clamp"),
                press: () => link.set({ clamp: clamped === null ? offered : null }),
              })
        }
        ${
          mode === "line" || link.get<string>("source") === "grid"
            ? nothing
            : this.#numbers("Resolution", "resolution", RESOLUTIONS, (n) => `${n} × ${n}`)
        }
      </div>`,
    );
  }

  #training(): TemplateResult | typeof nothing {
    const { link } = this.#stage;
    if (!["data", "model", "loss"].includes(link.get<string>("source"))) return nothing;
    if (link.get("checkpoints")) return nothing;
    const [trains, network] = [link.get<number>("n_steps") > 0, link.get("source") === "data"];
    return this.#group(
      "Training",
      html`<div class="mathml-bar-side">
        ${this.#numbers("Steps", "n_steps", STEPS, (n) => (n ? String(n) : "none"))}
        ${trains ? this.#bench.pick("Optimizer", "optimizer") : nothing}
        ${trains && network ? this.#numbers("Batch", "batch_size", BATCHES, (n) => (n ? String(n) : "all")) : nothing}
        ${network ? this.#bench.pick("Activation", "activation") : nothing}
      </div>`,
      trains && link.get<boolean>("rate_used") && !this.#bench.hides("learning_rate")
        ? this.#said(this.#rate, brief(link.get<number>("learning_rate")))
        : nothing,
    );
  }

  #symmetry(): TemplateResult | typeof nothing {
    const { link } = this.#stage;
    if (link.get<string>("rescaling_reason") !== "" || this.#bench.hides("rescaling"))
      return nothing;
    const layers = Math.max(1, (link.get<number[] | null>("network_sizes")?.length ?? 3) - 2);
    return this.#group(
      "Same function, other weights",
      this.#said(this.#rescaling, number(link.get<number>("rescaling"), 2)),
      layers > 1
        ? html`<div class="mathml-bar-side">${this.#numbers(
            "Layer",
            "rescaled_layer",
            Array.from({ length: layers }, (_, at) => at + 1),
            String,
          )}</div>`
        : nothing,
    );
  }

  /** A slider, and what it says. */
  #said(slider: Slider, value: string, more: unknown = nothing): TemplateResult {
    return html`<div class="mathml-turning">
      ${slider.template()}<span class="mathml-value">${value}</span>${more}
    </div>`;
  }

  /** A menu of round numbers, and of the one in use. */
  #numbers(
    label: string,
    name: string,
    values: readonly number[],
    say: (value: number) => string,
  ): TemplateResult | typeof nothing {
    const now = this.#stage.link.get<number>(name);
    if (typeof now !== "number") return nothing;
    const all = [...new Set([...values, now])].sort((one, other) => one - other);
    return this.#bench.pick(label, name, all.map(String), (value) => say(Number(value)));
  }
}
