import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { pathIn, withoutState } from "../../../js/labextension/address";
import type { WidgetEntry } from "../../../js/labextension/catalogue";
import { stateIn } from "../../../js/labextension/shared";

const widgets = [{ name: "Plane", version: 2 }] as unknown as WidgetEntry[];
const state = { widget: "Plane", version: 1, given: { matrix: [[1, 0]] }, interface: {} };
const packed = (value: unknown) => deflateSync(JSON.stringify(value)).toString("base64url");
const read = (text: string) => stateIn(text, widgets);
const refusal = async (text: string) =>
  await read(text).then(
    () => "none",
    ({ reason, culprit }) => (culprit ? `${reason}: ${culprit}` : reason),
  );

describe("a state is read", () => {
  test.each([
    ["a link", `http://host/lab#mathml=${packed(state)}`],
    ["a query", `/lab/tree/a.ipynb?reset&mathml=${packed(state)}#top`],
    ["what follows mathml=", `  ${packed(state)}\n`],
    ["JSON", JSON.stringify(state)],
  ])("from %s", async (_, text) => {
    expect(await read(text)).toEqual(state);
  });

  test("without what a link does not hold", async () => {
    const more = { ...state, attempts: [1], kept: { function: "exit" } };
    expect(await read(JSON.stringify(more))).toEqual(state);
  });

  test("with no interface as with an empty one", async () => {
    const { interface: _, ...less } = state;
    expect(await read(packed(less))).toEqual(state);
  });
});

describe("a state is refused", () => {
  test.each([
    ["an empty link", "#mathml=", "broken"],
    ["other letters", "#mathml=<script>", "broken"],
    ["a link cut short", `#mathml=${packed(state).slice(0, 30)}`, "broken"],
    ["bytes that are not packed", "#mathml=AAAA", "broken"],
    ["what is no JSON", "{not json}", "broken"],
    ["a list", packed([state]), "broken"],
    ["no given traits", packed({ ...state, given: null }), "broken"],
    ["given traits in a list", packed({ ...state, given: [] }), "broken"],
    ["a version that is no number", packed({ ...state, version: "1" }), "broken"],
    ["a newer version", packed({ ...state, version: 3 }), "newer: Plane"],
    ["an unknown widget", packed({ ...state, widget: "os.system" }), "unknown: os.system"],
    ["a name of an object", packed({ ...state, widget: "constructor" }), "unknown: constructor"],
    ["a link of ten megabytes", `#mathml=${"A".repeat(10_000_000)}`, "long"],
    ["JSON of ten megabytes", `{"a": "${"A".repeat(10_000_000)}"}`, "long"],
  ])("for %s", async (_, text, reason) => {
    expect(await refusal(text)).toBe(reason);
  });

  test("when a short link unpacks to more than a state may have", async () => {
    const bomb = packed({ ...state, given: { text: "A".repeat(5_000_000) } });
    expect(bomb.length).toBeLessThan(8_000);
    expect(await refusal(bomb)).toBe("long");
  });
});

test.each([
  ["/lab?mathml=abc", "/lab"],
  ["/lab#mathml=abc", "/lab"],
  ["/lab?reset&mathml=abc", "/lab?reset"],
  ["/lab?mathml=abc&reset#top", "/lab?reset#top"],
  ["/lab/tree/a.ipynb?mathml=abc#top", "/lab/tree/a.ipynb#top"],
])("the address %s goes on as %s", (request, rest) => {
  expect(withoutState(request)).toBe(rest);
});

test.each([
  ["/lab/tree/a%20b/c.ipynb?mathml=abc", "a b/c.ipynb"],
  ["/lab/tree/c.ipynb#mathml=abc", "c.ipynb"],
  ["/lab/tree/folder?mathml=abc", undefined],
  ["/lab?mathml=abc", undefined],
])("the address %s names the notebook %s", (request, path) => {
  expect(pathIn(request)).toBe(path);
});
