import { expect, test, vi } from "vitest";
import { feed } from "../../js/lib/host";

class Mark {
  static _deserialize_state = vi.fn(async (state: Record<string, { value: number }>) =>
    Object.fromEntries(Object.entries(state).map(([name, { value }]) => [name, value])),
  );
  readonly comm_live = true;
  set_state = vi.fn();
}

test("models are given what has travelled, as their class reads it", async () => {
  const marks: Record<string, Mark> = { one: new Mark(), other: new Mark() };
  const manager = { get_model: async (id: string) => marks[id] as Mark };
  await feed(manager, { one: { x: { value: 1 }, y: { value: 2 } }, other: { x: { value: 3 } } });
  expect(marks["one"]?.set_state.mock.calls).toEqual([[{ x: 1, y: 2 }]]);
  expect(marks["other"]?.set_state.mock.calls).toEqual([[{ x: 3 }]]);
  expect(Mark._deserialize_state.mock.calls[0]?.[1 as never]).toBe(manager);
});

test("a host that cannot is left alone", async () => {
  await feed({}, { one: { x: 1 } });
  await feed({ get_model: async () => ({}) }, { one: { x: 1 } });
});
