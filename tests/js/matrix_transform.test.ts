import { render } from "lit-html";
import { beforeEach, describe, expect, test } from "vitest";
import { array, encode } from "../../js/lib/array";
import type { Basis, Point } from "../../js/lib/geometry";
import { Link } from "../../js/lib/link";
import { Plane } from "../../js/lib/plane";
import { Workbench } from "../../js/lib/workbench";
import {
  between,
  columnsOf,
  columnVectors,
  entriesOf,
  image,
  letterOf,
  moved,
  productName,
  rowsOf,
  stacked,
  withEntry,
} from "../../js/widgets/matrix_transform/geometry";
import { names, type Shown, unitCircle } from "../../js/widgets/matrix_transform/picture";
import { Row } from "../../js/widgets/matrix_transform/row";
import { find, page, place, pointer, tap } from "./hands";
import { FakeModel } from "./model";

const A: Basis = [
  [1.5, -0.3],
  [0.9, 1.25],
];

describe("a matrix of the wire", () => {
  const wire = array([1.5, 0.9, -0.3, 1.25], [2, 2]);

  test("is read by columns and written by rows", () => {
    expect(columnsOf(wire)).toEqual(A);
    expect(entriesOf(A)).toEqual([1.5, 0.9, -0.3, 1.25]);
    expect(columnVectors(wire)).toEqual([...A]);
    expect(columnsOf(array([0, 0, 0, 0, ...wire.data], [2, 2, 2]), 1)).toEqual(A);
  });

  test("sends the unit vectors to its columns", () => {
    expect(image(A, [1, 0])).toEqual(A[0]);
    expect(image(A, [0, 1])).toEqual(A[1]);
  });

  test("changes in one entry only", () => {
    expect(entriesOf(withEntry(A, 1, 0, 7))).toEqual([1.5, 0.9, 7, 1.25]);
  });

  test("joins others in one array, and none of them is null", () => {
    expect(stacked([A, A])?.shape).toEqual([2, 2, 2]);
    expect(stacked([])).toBeNull();
  });
});

test("the unit circle is left out only where all of the picture lies inside it", () => {
  expect(unitCircle(new Plane([0, 0], 1.42, 100, 100))).not.toBe("");
  expect(unitCircle(new Plane([0, 0], 1.41, 100, 100))).toBe("");
  expect(unitCircle(new Plane([1, 0], 1e-6, 100, 100))).not.toBe("");
});

describe("a place on a path", () => {
  const frames = array([1, 0, 0, 1, 3, 0, 0, 1, 3, 2, 0, 1], [3, 2, 2]);

  test("lies between the two nearest frames", () => {
    expect(between(frames, 0.25)[0]).toEqual([2, 0]);
    expect(between(frames, 0.5)).toEqual(columnsOf(frames, 1));
  });

  test("stays within the path", () => {
    expect(between(frames, -1)).toEqual(columnsOf(frames, 0));
    expect(between(frames, 2)).toEqual(columnsOf(frames, 2));
  });
});

test("too many points are thinned out evenly", () => {
  const points = array(
    Array.from({ length: 20 }, (_, i) => i),
    [10, 2],
  );
  expect(rowsOf(points)).toHaveLength(10);
  expect(rowsOf(points, 5).map(([x]) => x)).toEqual([0, 4, 8, 12, 16]);
});

test("an element of a list moves to another place and the others keep their order", () => {
  expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
  expect(moved(["a", "b", "c", "d"], 3, 0)).toEqual(["d", "a", "b", "c"]);
});

test("what acts has the name of its row and its power", () => {
  expect(productName(1)).toBe("A");
  expect(productName(1, 3)).toBe("A³");
  expect(productName(2)).toBe("A B");
  expect(productName(2, 1, true)).toBe("B A");
  expect(productName(2, -1)).toBe("(A B)⁻¹");
  expect(productName(7)).toBe("A B ⋯ G");
  expect(letterOf(26)).toBe("M₂₇");
});

describe("the names in the picture", () => {
  const plane = new Plane([0, 0], 6, 480, 480);
  const shown: Shown = {
    map: A,
    columns: A,
    hidden: false,
    name: "A",
    asked: null,
    layers: new Set(["singular", "eigen"]),
    singular: [{ from: [1, 0], stretch: 1.83 }],
    eigen: [{ direction: [0.6, 0.8], value: -2 }],
    probe: null,
    points: [],
    other: null,
    target: null,
    levels: [],
    guess: null,
    id: "m",
  };
  const texts = (changes: Partial<Shown>) =>
    names(plane, { ...shown, ...changes }, 2).map(({ text }) => text);

  test("name the columns, the stretches and the eigenvalue", () => {
    expect(texts({})).toEqual(["A e₁", "A e₂", "σ₁ 1.83", "λ −2.00"]);
  });

  test("follow the layers", () => {
    expect(texts({ layers: new Set() })).toEqual(["A e₁", "A e₂"]);
  });

  test("tell the product from the matrix under the hand", () => {
    expect(texts({ name: "A B", layers: new Set() })).toEqual(["A e₁", "A e₂", "A B e₁", "A B e₂"]);
  });

  test("give nothing away while a question hides the columns", () => {
    expect(texts({ columns: null, hidden: true, layers: new Set() })).toEqual([]);
  });

  test("say the determinant of each line, unless the lines are a heap", () => {
    const lines = (apart: number) =>
      [-1, 0, 1].map((determinant) => ({
        determinant,
        point: [determinant * apart, 0] as Point,
        direction: [0, 1] as Point,
      }));
    const levels = (apart: number) => texts({ levels: lines(apart), layers: new Set() }).slice(2);
    expect(levels(1)).toEqual(["det −1", "det 0", "det 1"]);
    expect(levels(0.01)).toEqual([]);
  });
});

describe("the row of matrices", () => {
  let model: FakeModel;
  let root: HTMLElement;
  let end: AbortController;
  let row: Row;

  const draw = () =>
    render(
      row.template(() => []),
      root,
    );
  const sent = (name: string) => model.sets.at(-1)?.values?.[name];
  const grips = () => [...root.querySelectorAll<HTMLElement>(".mathml-grip")];

  beforeEach(async () => {
    root = page();
    end = new AbortController();
    model = new FakeModel({
      _mathml: crypto.randomUUID(),
      matrix: encode(array([1, 2, 3, 4], [2, 2])),
      composition: encode(array([5, 6, 7, 8, 0, 1, 2, 3], [2, 2, 2])),
      locked: [],
    });
    const link = Link.of(model.asModel(), end.signal);
    const stage = {
      link,
      model: model.asModel(),
      root,
      signal: end.signal,
      redraw: draw,
      drawn: () => {},
    };
    row = new Row(link, new Workbench(stage), end.signal);
    draw();
  });

  test("goes into another order by the arrow keys, and the focus goes along", () => {
    tap(grips()[1] as HTMLElement, "ArrowLeft");
    expect(sent("matrix")).toEqual([
      [5, 6],
      [7, 8],
    ]);
    expect((sent("composition") as number[][][])[0]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(document.activeElement).toBe(grips()[0]);
    tap(grips()[0] as HTMLElement, "ArrowLeft");
    expect(model.sets.filter(({ values }) => values?.["matrix"])).toHaveLength(1);
  });

  test("goes into another order under the finger, and Escape takes it back", () => {
    grips().forEach((grip, index) => {
      place(grip.parentElement as HTMLElement, 100 * index, 0, 90, 60);
    });
    const [first] = grips() as [HTMLElement];
    pointer(first, "pointerdown", { x: 20, y: 10 });
    pointer(first, "pointermove", { x: 240, y: 20 });
    expect((row.matrices[2] as Basis)[0]).toEqual([1, 3]);
    tap(first, "Escape");
    expect((row.matrices[0] as Basis)[0]).toEqual([1, 3]);
  });

  test("grows at its end and shrinks anywhere; the last one further on leaves none", () => {
    render(row.adder(), root);
    find<HTMLButtonElement>(root, "button").click();
    expect(row.matrices).toHaveLength(4);
    draw();
    for (let left = 4; left > 1; left--) {
      find<HTMLButtonElement>(root, ".mathml-button").click();
      draw();
    }
    expect(row.matrices).toHaveLength(1);
    for (const message of [...model.sent]) model.answer(message);
    expect(model.get("composition")).toBeNull();
  });

  test("keeps its order while it is locked", () => {
    model.values["locked"] = ["composition"];
    tap(grips()[1] as HTMLElement, "ArrowLeft");
    expect(model.sets).toHaveLength(0);
  });
});
