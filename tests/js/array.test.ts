import { expect, test } from "vitest";
import { array, decode, encode, isArray, isWire, nested } from "../../js/lib/array";

test("a buffer that starts at an odd byte is read right", () => {
  const bytes = new Uint8Array(8 * 3 + 3);
  const view = new DataView(bytes.buffer, 3);
  [1.5, -2, Number.POSITIVE_INFINITY].forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  const { data } = decode({ dtype: "<f8", shape: [3], data: view });
  expect([...data]).toEqual([1.5, -2, Number.POSITIVE_INFINITY]);
});

test("whole numbers, bytes and truth values are read as numbers", () => {
  const longs = new DataView(new BigInt64Array([7n, -9n]).buffer);
  expect([...decode({ dtype: "<i8", shape: [2], data: longs }).data]).toEqual([7, -9]);
  const truths = new DataView(new Uint8Array([1, 0]).buffer);
  expect([...decode({ dtype: "|b1", shape: [2], data: truths }).data]).toEqual([1, 0]);
});

test("an unknown dtype is an error that names it", () => {
  const data = new DataView(new ArrayBuffer(16));
  expect(() => decode({ dtype: "<c16", shape: [1], data })).toThrow("<c16");
});

test("what is encoded is decoded to the same", () => {
  const matrix = array([1, 2, 3, 4, 5, 6], [2, 3]);
  const wire = encode(matrix);
  expect(isWire(wire)).toBe(true);
  expect(isArray(wire)).toBe(false);
  expect(decode(wire)).toEqual(matrix);
});

test("nested lists follow the shape", () => {
  expect(nested(array([1, 2, 3, 4, 5, 6], [2, 3]))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(nested(array([7], []))).toBe(7);
  expect(nested(array([], [0, 2]))).toEqual([]);
});
