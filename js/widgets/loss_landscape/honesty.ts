/** What the plane shows beside what there is: curvatures, and the path's variance. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import type { NDArray } from "../../lib/array";
import { brief } from "../../lib/brief";
import type { Link } from "../../lib/link";
import { fixed } from "../../lib/number";

const WIDTH = 300;
const INSET = 8;

/** How many times smaller than the largest an eigenvalue is that stands half way to it. */
const KNEE = 40;

/** All eigenvalues on one line, negative ones left of zero, and those of the slice under them. */
export function spectrum(link: Link): TemplateResult | typeof nothing {
  const all = finite(link.get<NDArray | null>("full_eigenvalues"));
  const slice = finite(link.get<NDArray | null>("slice_eigenvalues"));
  if (all.length === 0 && slice.length === 0) return nothing;
  const largest = Math.max(...[...all, ...slice].map(Math.abs));
  if (!(largest > 0)) return nothing;
  const place = (value: number) => Math.asinh((KNEE * value) / largest) / Math.asinh(KNEE);
  const low = Math.min(0, ...[...all, ...slice].map(place));
  const high = Math.max(0, ...[...all, ...slice].map(place));
  const x = (value: number) =>
    INSET + ((place(value) - low) / (high - low || 1)) * (WIDTH - 2 * INSET);
  const zero = x(0).toFixed(1);
  const ticks = (values: readonly number[]) =>
    values.map((value) => `M${x(value).toFixed(1)} 5v16`).join("");
  const extremes = [Math.min(...all, ...slice), Math.max(...all, ...slice)] as const;
  return html`<figure class="mathml-strip" data-name="spectrum">
    <figcaption>Curvatures: <span class="mathml-third">all that are known</span>,
      <span class="mathml-second">of the slice</span></figcaption>
    <svg viewBox="0 0 ${WIDTH} 50" role="img" aria-label=${`Curvatures from ${brief(extremes[0])} to ${brief(extremes[1])}; of the slice ${slice.map((value) => brief(value)).join(" and ")}`}>
      <path class="mathml-strip-rule" d="M0 21H${WIDTH}"></path>
      <path class="mathml-strip-zero" d="M${zero} 1V28"></path>
      <path class="mathml-strip-tick mathml-third" d=${ticks(all)}></path>
      ${slice.map((value) => {
        const at = x(value).toFixed(1);
        return svg`<path class="mathml-strip-mark mathml-second" d="M${at} 22l5 9h-10z"></path>`;
      })}
      ${ends(x, extremes)}
    </svg>
  </figure>`;
}

/** The numbers at the ends of the line, and zero where there is room for it. */
function ends(x: (value: number) => number, [least, most]: readonly [number, number]): unknown {
  const zero = x(0);
  const said = [least < 0 ? least : null, most > 0 ? most : null];
  return svg`<g class="mathml-strip-numbers">
    ${said[0] === null ? nothing : svg`<text x="0" y="46">${brief(said[0] as number)}</text>`}
    ${said[1] === null ? nothing : svg`<text x=${WIDTH} y="46" text-anchor="end">${brief(said[1] as number)}</text>`}
    ${zero > 46 && zero < WIDTH - 46 ? svg`<text x=${zero.toFixed(1)} y="46" text-anchor="middle">0</text>` : nothing}
    ${zero <= 46 && said[0] === null ? svg`<text x="4" y="46">0</text>` : nothing}
    ${zero >= WIDTH - 46 && said[1] === null ? svg`<text x=${WIDTH - 4} y="46" text-anchor="end">0</text>` : nothing}
  </g>`;
}

/** The share of the path's variance that the plane shows, beside what random walks show. */
export function captured(link: Link): TemplateResult | typeof nothing {
  const share = link.get<number | null>("captured_variance");
  if (share === null || share === undefined || !Number.isFinite(share)) return nothing;
  const walk = link.get<NDArray | null>("random_walk_captured")?.data;
  const x = (value: number) => INSET + Math.min(Math.max(value, 0), 1) * (WIDTH - 2 * INSET);
  const [low, median, high] = walk ?? [];
  const said = `${fixed(100 * share, 1)} %`;
  const chance = walk ? `; random walks ${fixed(100 * (median as number), 1)} %` : "";
  return html`<figure class="mathml-strip" data-name="captured">
    <figcaption>Variance in the plane: <span class="mathml-answer">of the path</span>${
      walk ? html`, <span class="mathml-ghost">of random walks</span>` : nothing
    }</figcaption>
    <svg viewBox="0 0 ${WIDTH} 34" role="img" aria-label=${`${said} of the path's variance is in the plane${chance}`}>
      <path class="mathml-strip-rule" d="M${INSET} 12H${WIDTH - INSET}"></path>
      ${
        walk
          ? svg`<path class="mathml-strip-band mathml-ghost" d="M${x(low as number).toFixed(1)} 12H${x(high as number).toFixed(1)}"></path>
            <path class="mathml-strip-tick mathml-ghost" d="M${x(median as number).toFixed(1)} 5v14"></path>`
          : nothing
      }
      <path class="mathml-strip-mark mathml-answer" d="M${x(share).toFixed(1)} 13l5 9h-10z"></path>
      <g class="mathml-strip-numbers"><text x="0" y="32">0</text><text x=${WIDTH} y="32" text-anchor="end">100 %</text></g>
    </svg>
  </figure>`;
}

function finite(array: NDArray | null | undefined): number[] {
  return [...(array?.data ?? [])].filter(Number.isFinite);
}
