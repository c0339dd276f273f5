/** Arrays as they come from NumPy: a flat buffer with a shape. */

/** An array of numbers, row after row. */
export interface NDArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** An array as it travels down the wire; `sampled_from` is the length of the whole. */
export interface WireArray {
  dtype: string;
  shape: number[];
  data: DataView;
  sampled_from?: number;
}

/** How the bytes of each dtype are read; every browser runs on machines that put the low byte first. */
const KINDS = {
  f8: Float64Array,
  f4: Float32Array,
  i8: BigInt64Array,
  i4: Int32Array,
  i2: Int16Array,
  i1: Int8Array,
  u1: Uint8Array,
  b1: Uint8Array,
};

/** Tell whether a model's value is an array on the wire. */
export function isWire(value: unknown): value is WireArray {
  return typeof value === "object" && value !== null && "dtype" in value && "shape" in value;
}

/** Tell whether a value is an array of ours. */
export function isArray(value: unknown): value is NDArray {
  return (
    typeof value === "object" && value !== null && (value as NDArray).data instanceof Float64Array
  );
}

/** Make an array from nested lists, or from a flat list and its shape. */
export function array(values: ArrayLike<number>, shape: readonly number[]): NDArray {
  return { shape, data: Float64Array.from(values) };
}

/** The numbers in rows of so many. */
export function inRows(data: Float64Array, width: number): number[][] {
  return Array.from({ length: data.length / width }, (_, row) => [
    ...data.slice(row * width, (row + 1) * width),
  ]);
}

/** Read an array off the wire; the buffer may start at any offset. */
export function decode(wire: WireArray): NDArray {
  const Kind = KINDS[wire.dtype.slice(1) as keyof typeof KINDS];
  if (!Kind) throw new Error(`no reader for arrays of dtype ${wire.dtype}`);
  const length = wire.shape.reduce((product, n) => product * n, 1);
  const { buffer, byteOffset } = wire.data;
  const end = byteOffset + length * Kind.BYTES_PER_ELEMENT;
  // A copy of its own starts at a whole multiple of its size, as a typed array must.
  const data = Float64Array.from(
    new Kind(buffer.slice(byteOffset, end) as ArrayBuffer) as Iterable<number | bigint>,
    Number,
  );
  return { shape: wire.shape, data };
}

/** Put an array into the form that the model holds. */
export function encode(value: NDArray): WireArray {
  const bytes = value.data.slice().buffer;
  return { dtype: "<f8", shape: [...value.shape], data: new DataView(bytes) };
}

type Nested = number | Nested[];

/** Turn an array into nested lists, the form that travels up the wire. */
export function nested(value: NDArray): Nested {
  const build = (axis: number, start: number): Nested => {
    if (axis === value.shape.length) return value.data[start] as number;
    const stride = value.shape.slice(axis + 1).reduce((product, n) => product * n, 1);
    return Array.from({ length: value.shape[axis] as number }, (_, i) =>
      build(axis + 1, start + i * stride),
    );
  };
  return build(0, 0);
}
