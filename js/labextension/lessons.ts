/** Copies of the lessons, with their data, in the reader's folder; nothing there is ever replaced. */
import { PathExt } from "@jupyterlab/coreutils";
import type { Contents } from "@jupyterlab/services";
import type { LessonEntry } from "./catalogue";

/** Where the lessons of the package are read: a folder of files beside the extension. */
export type Read = (path: string) => Promise<ArrayBuffer>;

/** The folder, made where it is not there; also the names in it. */
export async function folderAt(contents: Contents.IManager, path: string): Promise<Set<string>> {
  const found = await namesIn(contents, path);
  if (found) return found;
  await folderAt(contents, PathExt.dirname(path));
  await contents.save(path, { type: "directory" });
  return new Set();
}

/** The lesson in a folder, if the reader has a copy there. */
export async function copyIn(
  contents: Contents.IManager,
  lesson: LessonEntry,
  folder: string,
): Promise<string | undefined> {
  const name = `${lesson.name}.ipynb`;
  const names = await namesIn(contents, folder);
  return names?.has(name) ? PathExt.join(folder, name) : undefined;
}

/** Copy a lesson and the data that it reads; return the path of the copy. */
export async function copyLesson(
  contents: Contents.IManager,
  read: Read,
  lesson: LessonEntry,
  folder: string,
): Promise<string> {
  const notebook = JSON.parse(textOf(await read(`lessons/${lesson.name}.ipynb`)));
  const taken = await folderAt(contents, folder);
  if (lesson.data.length) await copyData(contents, read, lesson.data, PathExt.join(folder, "data"));
  const path = PathExt.join(folder, freeFile(lesson.name, taken));
  await contents.save(path, { type: "notebook", format: "json", content: notebook });
  return path;
}

/** Copy data files; a file of that name that is there already is the reader's. */
async function copyData(
  contents: Contents.IManager,
  read: Read,
  files: readonly string[],
  folder: string,
): Promise<void> {
  const taken = await folderAt(contents, folder);
  for (const name of files) {
    if (taken.has(name)) continue;
    const content = base64(await read(`lessons/data/${name}`));
    await contents.save(PathExt.join(folder, name), { type: "file", format: "base64", content });
  }
}

function freeFile(name: string, taken: ReadonlySet<string>): string {
  let file = `${name}.ipynb`;
  for (let number = 2; taken.has(file); number++) file = `${name}-${number}.ipynb`;
  return file;
}

/** The names in a folder, or nothing if it is not there: looked up from above, so that no request fails. */
async function namesIn(
  contents: Contents.IManager,
  path: string,
): Promise<Set<string> | undefined> {
  const above = PathExt.dirname(path);
  if (above !== path && PathExt.basename(path)) {
    const names = await namesIn(contents, above);
    if (!names?.has(PathExt.basename(path))) return undefined;
  }
  const { content } = await contents.get(path, { type: "directory", content: true });
  return new Set((content as Contents.IModel[]).map(({ name }) => name));
}

function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes);
}

function base64(bytes: ArrayBuffer): string {
  let binary = "";
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
