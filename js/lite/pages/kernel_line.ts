/** What an embedded page and its kernel, a worker, say to each other. */

/** A widget's message, as ipywidgets sends it: its data as JSON, its arrays beside it. */
export interface Parcel {
  readonly id: string;
  readonly data: string;
  readonly buffers: readonly Uint8Array<ArrayBuffer>[];
}

export type FromKernel =
  | ({ readonly kind: "comm_open" | "comm_msg" | "comm_close" } & Parcel)
  | { readonly kind: "shown"; readonly id: string }
  | { readonly kind: "stage"; readonly text: string }
  | { readonly kind: "failed"; readonly text: string };

export type ToKernel =
  | {
      readonly kind: "start";
      readonly widget: string;
      readonly state: string;
      /** Whether the chart library is to be loaded at once. */
      readonly charts: boolean;
    }
  | ({ readonly kind: "comm_msg" } & Parcel);

/** One state message of ipywidgets. */
export interface StateData {
  readonly method?: "update" | "echo_update" | "custom";
  readonly state?: Record<string, unknown>;
  readonly buffer_paths?: readonly (readonly (string | number)[])[];
  readonly content?: unknown;
}

/** Put arrays back where they belong in a state. */
export function unpack({ data, buffers }: Parcel): StateData {
  const message = JSON.parse(data) as StateData;
  message.buffer_paths?.forEach((path, place) => {
    const bytes = buffers[place] as Uint8Array<ArrayBuffer>;
    let target = message.state as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) target = target[key] as typeof target;
    target[path.at(-1) as string] = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  });
  return message;
}
