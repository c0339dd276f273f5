import { render } from "lit-html";
import { beforeEach, expect, test, vi } from "vitest";
import { Player } from "../../js/lib/player";
import { find, page } from "./hands";

let root: HTMLElement;
let end: AbortController;
let frames: Map<number, FrameRequestCallback>;
let seen: (visible: boolean) => void;
let still: boolean;
let position: number;
let ended: number[];

function frame(now: number): void {
  const due = [...frames.values()];
  frames.clear();
  for (const callback of due) callback(now);
}

function show() {
  const draw = () => render(player.template(), root);
  const player = new Player({
    signal: end.signal,
    redraw: () => draw(),
    duration: 1000,
    what: "path",
    position: () => position,
    move: (next) => {
      position = next;
    },
    end: (at) => ended.push(at),
  });
  draw();
  return { player, button: () => find<HTMLButtonElement>(root, "button:nth-of-type(2)") };
}

beforeEach(() => {
  root = page();
  end = new AbortController();
  frames = new Map();
  still = false;
  position = 0;
  ended = [];
  let count = 0;
  vi.spyOn(globalThis, "requestAnimationFrame").mockImplementation((callback) => {
    count += 1;
    frames.set(count, callback);
    return count;
  });
  vi.spyOn(globalThis, "cancelAnimationFrame").mockImplementation((id) => frames.delete(id));
  vi.spyOn(globalThis, "matchMedia").mockImplementation(
    () => ({ matches: still }) as MediaQueryList,
  );
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: IntersectionObserverCallback) {
        seen = (visible) =>
          callback(
            [{ isIntersecting: visible } as IntersectionObserverEntry],
            this as unknown as IntersectionObserver,
          );
      }
      observe() {}
      disconnect() {}
    },
  );
});

test("it walks from 0 to 1 in its time and stops there", () => {
  const { player, button } = show();
  button().click();
  expect(button().getAttribute("aria-label")).toBe("Pause path");
  frame(100);
  frame(350);
  expect(position).toBeCloseTo(0.25, 9);
  frame(1100);
  expect(position).toBe(1);
  expect(player.playing).toBe(false);
  expect(ended).toEqual([1]);
  expect(frames.size).toBe(0);
  expect(button().getAttribute("aria-label")).toBe("Play path");
});

test("it goes on from where it stands, and from the end begins again", () => {
  position = 0.5;
  const { player } = show();
  player.play();
  frame(0);
  frame(100);
  expect(position).toBeCloseTo(0.6, 9);
  player.toggle();
  expect(ended).toEqual([position]);
  position = 1;
  player.play();
  expect(position).toBe(0);
});

test("off screen it waits, and does not jump when it is seen again", () => {
  const { player } = show();
  player.play();
  frame(0);
  frame(100);
  seen(false);
  frame(200);
  expect(frames.size).toBe(0);
  expect(player.playing).toBe(true);
  seen(true);
  frame(9000);
  frame(9100);
  expect(position).toBeCloseTo(0.2, 9);
});

test("where motion is not wanted it jumps to the end, and back", () => {
  still = true;
  const { player } = show();
  player.play();
  expect(position).toBe(1);
  player.play();
  expect(position).toBe(0);
  expect(frames.size).toBe(0);
});

test("it stops with the view", () => {
  const { player } = show();
  player.play();
  frame(0);
  end.abort();
  frame(500);
  expect(position).toBe(0);
  player.play();
  expect(player.playing).toBe(false);
});

test("a step goes to the next twelfth of the path and says so, and stays within it", () => {
  const { player } = show();
  player.step(1);
  player.step(1);
  expect(position).toBeCloseTo(2 / 12, 12);
  position = 0.2;
  player.step(-1);
  expect(position).toBeCloseTo(2 / 12, 12);
  position = 1;
  player.step(1);
  expect(position).toBe(1);
  position = 0;
  player.step(-1);
  expect(position).toBe(0);
  expect(ended).toHaveLength(5);
});

test("at twice the speed the path is walked in half the time", () => {
  const { player } = show();
  render(player.speed(), root);
  const select = find<HTMLSelectElement>(root, "select");
  select.value = "2";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  player.play();
  frame(0);
  frame(250);
  expect(position).toBeCloseTo(0.5, 9);
});
