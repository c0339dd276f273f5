/** The traits of a small landscape, as Python would send them. */
import { array, encode } from "../../js/lib/array";

type Values = Record<string, unknown>;

export const wire = (values: readonly number[], shape: readonly number[] = [values.length]) =>
  encode(array(values, shape));

/** The loss of a bowl over the square from −2 to 2. */
export function bowl(size: number, loss = (x: number, y: number) => x * x + 2 * y * y): Values {
  const places = Array.from({ length: size }, (_, at) => -2 + (4 * at) / (size - 1));
  return {
    x: wire(places),
    y: wire(places),
    losses: wire(
      places.flatMap((y) => places.map((x) => loss(x, y))),
      [size, size],
    ),
  };
}

let count = 0;

export function traits(more: Values = {}): Values {
  return {
    _mathml: `landscape ${count++}`,
    answered: null,
    digits: 3,
    seed: 0,
    preset: "",
    preset_names: [],
    hidden: [],
    locked: [],
    present: false,
    held: "",
    question: "",
    question_names: {},
    lesson_steps: [],
    can_undo: false,
    can_redo: false,
    busy: false,
    progress: null,
    error: null,
    notices: [],
    readouts: [],
    description: "A bowl.",
    verdict: "Looks convex here, and is.",
    choices: {},
    source: "loss",
    function: "",
    mode: "contour",
    directions: "random",
    direction_kinds: ["random", "filter"],
    direction_names: ["random direction 1", "random direction 2"],
    direction_angle: 0,
    turn_names: [],
    turn_towards: "lowest",
    full_turn: null,
    extent: wire([2, 2]),
    suggested_radius: wire([2, 2]),
    radius: null,
    resolution: 17,
    log_scale: false,
    log_offset: 0,
    clamp: null,
    suggested_clamp: null,
    value_range: wire([0, 12]),
    levels: wire([2, 4, 6, 8]),
    probe: wire([0.5, -1]),
    azimuth: -60,
    elevation: 35,
    step: -1,
    line_ends: [0, -1],
    path_coordinates: wire([-1.5, -1.5, -0.5, 0, 1, 1], [3, 2]),
    path_losses: wire([7, 0.3, 3]),
    path_distances: wire([0.4, 0.2, 0]),
    path_fade: wire([0.2, 0.6, 1]),
    path_indices: wire([0, 10, 20]),
    path_names: ["start", "", "end"],
    rescaling_reason: "not a network",
    ...bowl(17),
    ...more,
  };
}
