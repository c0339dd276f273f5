/** Pictures of a chart that the panel goes through by itself; `shell/films.py` says how they come. */
import { html, type TemplateResult } from "lit-html";
import { decode, inRows, type WireArray } from "../../lib/array";
import { clamp } from "../../lib/geometry";
import type { Notice } from "../../lib/notices";
import { Player } from "../../lib/player";
import { multiples, niceStep } from "../../lib/ticks";
import type { Stage } from "../../lib/view";
import type { Workbench } from "../../lib/workbench";

/** Milliseconds for which a picture is looked at. */
const PAUSE = 120;

/** So many round values stand at an axis at the most. */
const TICKS = 6;

type Name = readonly [x: number, y: number, text: string, about: string];

/** A film as it comes from Python. */
export interface Wire {
  readonly trait: string;
  readonly what: string;
  readonly count: number;
  readonly marks: readonly number[];
  readonly named: number;
  readonly points: WireArray;
  readonly runs: WireArray;
  readonly windows: WireArray;
  readonly names: readonly (readonly [first: number, there: readonly Name[]])[];
  readonly words: readonly string[];
}

type Window = readonly [left: number, right: number, bottom: number, top: number];

interface Run {
  readonly mark: number;
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/** What a mark shows. */
export interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A film that can be asked for its pictures, which count from 1. */
export class Strip {
  readonly #points: Float64Array;
  readonly #runs: readonly Run[];
  readonly #windows: readonly (readonly [first: number, window: Window])[];

  constructor(readonly wire: Wire) {
    const runs = decode(wire.runs);
    const windows = decode(wire.windows);
    this.#points = decode(wire.points).data;
    let from = 0;
    this.#runs = inRows(runs.data, 4).map(([layer, first, last, count]) => {
      const run = { mark: wire.marks[layer as number] as number, first, last, from } as Run;
      from += count as number;
      return { ...run, to: from };
    });
    this.#windows = inRows(windows.data, 5).map(([first, ...window]) => [
      first as number,
      window as unknown as Window,
    ]);
  }

  /** The lines and dots of a picture, by their marks. */
  marks(picture: number): Map<number, Line> {
    const [left, right, bottom, top] = this.#windows[0]?.[1] ?? [0, 1, 0, 1];
    const found = new Map<number, number[]>();
    for (const { mark, first, last, from, to } of this.#runs) {
      const places = found.get(mark) ?? [];
      if (first <= picture && picture <= last) {
        for (let place = from; place < to; place++) places.push(place);
      }
      found.set(mark, places);
    }
    const along = (places: readonly number[], axis: 0 | 1, low: number, high: number) =>
      Float64Array.from(
        places,
        (place) => low + (high - low) * (this.#points[2 * place + axis] as number),
      );
    return new Map(
      [...found].map(([mark, places]) => [
        mark,
        { x: along(places, 0, left, right), y: along(places, 1, bottom, top) },
      ]),
    );
  }

  /** What the chart shows of the plane; null where it is the same in all pictures. */
  window(picture: number): Window | null {
    return this.#windows.length > 1 ? latest(this.#windows, picture) : null;
  }

  /** The words in the chart; null where they are the same in all pictures. */
  names(picture: number): readonly Name[] | null {
    return this.wire.names.length ? latest(this.wire.names, picture) : null;
  }
}

/** The last entry that begins no later than a picture. */
function latest<T>(entries: readonly (readonly [number, T])[], picture: number): T | null {
  return entries.filter(([first]) => first <= picture).at(-1)?.[1] ?? null;
}

/** A model of the host, as far as a chart needs it. */
interface Model {
  get(name: string): unknown;
  set_state(state: Record<string, unknown>): void;
}

export class Film {
  readonly #stage: Stage;
  readonly #bench: Workbench;
  readonly #player: Player;
  #wire: Wire | undefined;
  /** What the last film shows, and counts its pictures by; none is made while a hand is on something. */
  #last = { trait: "", what: "" };
  #strip: Strip | null = null;
  /** The picture that stands, from 1 on; between two while it plays. */
  #at = 1;
  /** What the trait was when that was last taken from it. */
  #given = Number.NaN;
  /** The picture that the marks show. */
  #shown = Number.NaN;

  constructor(stage: Stage, bench: Workbench) {
    this.#stage = stage;
    this.#bench = bench;
    const film = this;
    this.#player = new Player({
      signal: stage.signal,
      redraw: stage.redraw,
      get duration() {
        return PAUSE * film.#steps;
      },
      get steps() {
        return film.#steps;
      },
      get what() {
        return film.#last.what;
      },
      position: () => (film.#steps ? (film.#place - 1) / film.#steps : 1),
      move: (position) => {
        film.#at = 1 + position * film.#steps;
        stage.redraw();
      },
      end: () => film.#write(),
    });
  }

  /** The film that there is now. */
  get strip(): Strip | null {
    const wire = this.#stage.link.get<Wire | undefined>("film");
    if (wire !== this.#wire) {
      this.#wire = wire;
      this.#strip = wire?.count ? new Strip(wire) : null;
      if (wire?.count) this.#last = wire;
      this.#shown = Number.NaN;
    }
    return this.#strip;
  }

  /** Which picture stands, for the trait that counts them; undefined for another. */
  picture(trait: string): number | undefined {
    return trait === this.strip?.wire.trait ? Math.floor(this.#place + 1e-9) : undefined;
  }

  toggle(): void {
    if (this.#plays) this.#player.toggle();
  }

  step(direction: 1 | -1): void {
    if (this.#plays) this.#player.step(direction);
  }

  /** One step back, play or pause, one step on, and how fast. */
  template(): TemplateResult | undefined {
    if (!this.#offered) return undefined;
    return html`<div class="mathml-bar-side">${this.#player.template()} ${this.#player.speed()}</div>`;
  }

  /** The notices, with what they say of the picture that Python knows said of the one that stands. */
  told(notices: readonly Notice[]): readonly Notice[] {
    const strip = this.strip;
    if (!strip) return notices;
    const { trait, words } = strip.wire;
    const known = words[Math.min(this.#stage.link.get<number>(trait), words.length) - 1];
    const now = words[Math.min(this.picture(trait) ?? 1, words.length) - 1];
    return notices.map((one) => (one.text === known ? { ...one, text: now } : one));
  }

  /** Let the chart show the picture that stands, unless it does. */
  draw(): void {
    const strip = this.strip;
    if (!strip) {
      if (this.#player.playing) this.#player.stop();
      return;
    }
    const at = Math.min(this.picture(strip.wire.trait) ?? 1, strip.wire.count);
    const moving = this.#player.playing || this.#bench.gestures.held === strip.wire.trait;
    if (at === this.#shown && !moving) return;
    this.#shown = at;
    this.#feed(strip, at);
  }

  get #plays(): boolean {
    return this.strip !== null && !this.#bench.hides(this.strip.wire.trait);
  }

  /** Whether there is something to play, or will be again when the hand rests: its slider is still there. */
  get #offered(): boolean {
    const dials = this.#stage.link.get<readonly { name: string }[] | undefined>("dials") ?? [];
    const { trait } = this.strip?.wire ?? this.#last;
    const stays = this.strip !== null || dials.some(({ name }) => name === trait);
    return trait !== "" && stays && !this.#bench.hides(trait);
  }

  /** Steps from the first picture to the last. */
  get #steps(): number {
    return (this.strip?.wire.count ?? 1) - 1;
  }

  get #place(): number {
    const strip = this.strip;
    const given = strip ? this.#stage.link.get<number>(strip.wire.trait) : 1;
    if (given !== this.#given) this.#at = this.#given = given;
    return clamp(this.#at, 1, 1 + this.#steps);
  }

  /** Tell Python where playing has ended. */
  #write(): void {
    const trait = this.strip?.wire.trait;
    const at = trait && this.picture(trait);
    if (!trait || !at) return;
    this.#at = at;
    if (!this.#bench.locks(trait)) this.#stage.link.set({ [trait]: at });
    this.#stage.redraw();
  }

  #feed(strip: Strip, at: number): void {
    const [, chart] = (this.#stage.model.get("children") ?? []) as Model[];
    const marks = (chart?.get("marks") ?? []) as Model[];
    for (const [place, line] of strip.marks(at)) marks[place]?.set_state({ ...line });
    const names = strip.names(at);
    if (names) {
      marks[strip.wire.named]?.set_state({
        x: Float64Array.from(names, ([x]) => x),
        y: Float64Array.from(names, ([, y]) => y),
        text: names.map(([, , text]) => text),
        colors: names.map(([, , , about]) => `var(--mathml-${about})`),
      });
    }
    const window = strip.window(at);
    if (!window) return;
    for (const [i, axis] of ((chart?.get("axes") ?? []) as Model[]).entries()) {
      const [min, max] = [window[2 * i] as number, window[2 * i + 1] as number];
      (axis.get("scale") as Model).set_state({ min, max });
      axis.set_state({ tick_values: multiples(min, max, niceStep((max - min) / TICKS)) });
    }
  }
}
