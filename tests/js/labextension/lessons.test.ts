import { expect, test } from "vitest";
import { copyIn, copyLesson } from "../../../js/labextension/lessons";

const lesson = { name: "algebra", subject: "", title: "", sentence: "", data: ["a.csv"] };

/** A drive: files by their path, folders as null. */
function drive(files: Record<string, unknown>) {
  const asked: string[] = [];
  const contents = {
    async get(path: string) {
      asked.push(path);
      if (path !== "" && files[path] !== null) throw new Error(`404: ${path}`);
      const inside = Object.keys(files).filter(
        (file) => file !== path && file.replace(/\/?[^/]+$/, "") === path,
      );
      return { content: inside.map((file) => ({ name: file.split("/").at(-1) })) };
    },
    async save(path: string, options: { type: string; content?: unknown }) {
      if (path in files) throw new Error(`replaced ${path}`);
      files[path] = options.type === "directory" ? null : options.content;
    },
  };
  return { files, asked, contents: contents as never };
}

const read = async (path: string) =>
  new TextEncoder().encode(path.endsWith(".csv") ? "1,é" : '{"cells": []}').buffer as ArrayBuffer;

test("a lesson is copied with its data into a folder that is made for it", async () => {
  const { files, contents } = drive({ "mine.txt": "x" });
  expect(await copyLesson(contents, read, lesson, "a/b")).toBe("a/b/algebra.ipynb");
  expect(files).toEqual({
    "mine.txt": "x",
    a: null,
    "a/b": null,
    "a/b/data": null,
    "a/b/data/a.csv": Buffer.from("1,é").toString("base64"),
    "a/b/algebra.ipynb": { cells: [] },
  });
});

test("neither a copy nor the reader's data are ever replaced", async () => {
  const mine = {
    "algebra.ipynb": "mine",
    "algebra-2.ipynb": "mine",
    data: null,
    "data/a.csv": "my",
  };
  const { files, contents } = drive({ ...mine });
  expect(await copyIn(contents, lesson, "")).toBe("algebra.ipynb");
  expect(await copyLesson(contents, read, lesson, "")).toBe("algebra-3.ipynb");
  expect(files).toEqual({ ...mine, "algebra-3.ipynb": { cells: [] } });
});

test("a folder that is not there is not asked for, so that no request fails", async () => {
  const { asked, contents } = drive({});
  expect(await copyIn(contents, lesson, "a/b")).toBeUndefined();
  expect(asked).toEqual([""]);
});
