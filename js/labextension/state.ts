/**
 * Which of a notebook's widget models are worth keeping in its metadata.
 *
 * The map is the `state` of `application/vnd.jupyter.widget-state+json`: the models by their id.
 */
export type Models = Readonly<Record<string, Model>>;

interface Model {
  readonly state: Readonly<Record<string, unknown>>;
}

const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
const REFERENCE = "IPY_MODEL_";

/** Whether one of the models is a widget of this package. */
export function holdsOurs(models: Models): boolean {
  return Object.values(models).some(isOurs);
}

/**
 * The models to keep: those that a reader had kept before, and those that show a widget of ours
 * in an output of the notebook, with all that they refer to.
 *
 * @param stored what the notebook's metadata hold
 * @param live what the kernel holds now; wins over what is stored
 * @param shown the ids of the models that the outputs show
 */
export function modelsToKeep(stored: Models, live: Models, shown: Iterable<string>): Models {
  const all = { ...stored, ...live };
  const showing = [...shown].filter((id) => reachesOurs(all, id));
  const ours = reachable(
    stored,
    Object.keys(stored).filter((id) => reachesOurs(stored, id)),
  );
  const theirs = Object.keys(stored).filter((id) => !ours.has(id));
  const kept = reachable(all, [...theirs, ...showing]);
  return Object.fromEntries(Object.entries(all).filter(([id]) => kept.has(id)));
}

function isOurs(model: Model): boolean {
  return Boolean(model.state["_mathml"]);
}

function reachesOurs(models: Models, id: string): boolean {
  return [...reachable(models, [id])].some((reached) => isOurs(models[reached] as Model));
}

/** The ids of these models and of all that they refer to, directly or not. */
function reachable(models: Models, roots: Iterable<string>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const model = models[id];
    if (!model || reached.has(id)) continue;
    reached.add(id);
    waiting.push(...references(model.state));
  }
  return reached;
}

/** The ids that a value names: a widget's by its reference, an Output widget's by what it shows. */
function* references(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (value.startsWith(REFERENCE)) yield value.slice(REFERENCE.length);
  } else if (typeof value === "object" && value !== null) {
    const shown = shownIn(value as Record<string, unknown>);
    if (shown) yield shown;
    for (const part of Object.values(value)) yield* references(part);
  }
}

/** The id of the model that an output's data show, where they show one. */
export function shownIn(data: Readonly<Record<string, unknown>>): string | undefined {
  const view = data[WIDGET_VIEW] as { model_id?: string } | undefined;
  return view?.model_id;
}
