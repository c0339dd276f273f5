/** The widgets of ours that a notebook shows, and what can be asked of them. */
import type { ICodeCellModel } from "@jupyterlab/cells";
import { type Manager, managersOf, type NotebookContext } from "./managers";
import { shownIn } from "./state";

/** What is used of the line that the views of a widget share; see js/lib/link. */
export interface Link {
  get<T>(name: string): T;
  set(values: Record<string, unknown>): void;
  call(name: string, args?: Record<string, unknown>): void;
  onChange(listener: () => void, signal: AbortSignal): void;
  readonly held: boolean;
  readonly status: { readonly kind: "live" | "busy" | "absent" };
}

/** What is used of a widget's model. */
export interface LiveModel {
  readonly comm_live?: boolean;
  get(name: string): unknown;
  send(content: unknown): void;
  on(event: string, callback: (content: unknown) => void): void;
  off(event: string, callback: (content: unknown) => void): void;
}

/** A widget in whose place no kernel answers. */
export class NoAnswer extends Error {}

/** A refusal in the kernel's own words. */
export class Refusal extends Error {}

const PATIENCE = 10_000;

export class Live {
  constructor(
    readonly id: string,
    readonly model: LiveModel,
    readonly link: Link | undefined,
  ) {}

  /** The name of its class. */
  get name(): string {
    return String(this.model.get("_mathml_name") ?? "");
  }

  get<T>(name: string): T {
    return this.link ? this.link.get<T>(name) : (this.model.get(name) as T);
  }

  /** Whether a kernel answers. */
  get answers(): boolean {
    return this.link ? this.link.status.kind !== "absent" : this.model.comm_live !== false;
  }

  call(name: string, args: Record<string, unknown> = {}): void {
    if (this.link) this.link.call(name, args);
    else this.model.send({ kind: "call", name, args, client: "jupyterlab", serial: 0 });
  }

  /** The widget in another form: code, JSON, a link, or a picture as base64. */
  async handOver(form: string, patience = PATIENCE): Promise<string> {
    if (!this.answers) throw new NoAnswer();
    const number = 1 + Math.floor(Math.random() * 2 ** 40);
    const end = new AbortController();
    try {
      return await new Promise((resolve, reject) => {
        const hear = (content: unknown) => {
          const told = content as { kind?: string; number?: number; text?: string; error?: string };
          if (told?.kind !== "handed" || told.number !== number) return;
          if (told.text === undefined) reject(new Refusal(told.error));
          else resolve(told.text);
        };
        this.model.on("msg:custom", hear);
        const late = setTimeout(() => reject(new NoAnswer()), patience);
        end.signal.addEventListener("abort", () => {
          clearTimeout(late);
          this.model.off("msg:custom", hear);
        });
        this.call("hand_over", { form, number });
      });
    } finally {
      end.abort();
    }
  }
}

/** The widgets of ours in a notebook, in the order of its cells. */
export async function liveIn(context: NotebookContext): Promise<Live[]> {
  const found: Live[] = [];
  for (let index = 0; index < context.model.cells.length; index++)
    found.push(...(await liveInCell(context, index)));
  return found;
}

/** The widgets of ours that the outputs of one cell show, boxes looked into. */
export async function liveInCell(context: NotebookContext, index: number): Promise<Live[]> {
  const cell = context.model.cells.get(index);
  if (cell?.type !== "code") return [];
  const { outputs } = cell as ICodeCellModel;
  const found = new Map<string, Live>();
  for (let i = 0; i < outputs.length; i++) {
    const shown = shownIn(outputs.get(i).data);
    if (shown) for (const live of await reached(context, shown)) found.set(live.id, live);
  }
  return [...found.values()];
}

async function reached(context: NotebookContext, id: string): Promise<Live[]> {
  for (const manager of managersOf(context)) {
    const model = await modelOf(manager, id);
    if (!model) continue;
    if (model.get("_mathml")) return [new Live(id, model, linkOf(manager, id))];
    const children = (model.get("children") ?? []) as { readonly model_id?: string }[];
    const inside: Live[] = [];
    for (const { model_id } of children)
      if (model_id) inside.push(...(await reached(context, model_id)));
    return inside;
  }
  return [];
}

async function modelOf(manager: Manager, id: string): Promise<LiveModel | undefined> {
  if (!manager.has_model(id)) return undefined;
  return (await manager.get_model(id).catch(() => undefined)) as LiveModel | undefined;
}

const LINKS = Symbol.for("mathml_widgets.links");

function linkOf(manager: Manager, id: string): Link | undefined {
  const page = globalThis as { [LINKS]?: WeakMap<object, Map<string, Link>> };
  return page[LINKS]?.get(manager)?.get(id);
}
