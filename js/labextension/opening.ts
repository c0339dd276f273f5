/** Commands that open something: a copy of a lesson, a page of the manual. */
import { PathExt } from "@jupyterlab/coreutils";
import type { LessonEntry, WidgetEntry } from "./catalogue";
import { askWhichCopy } from "./dialogs";
import { ownUrl, readOwn } from "./files";
import type { Host } from "./host";
import { copyIn, copyLesson } from "./lessons";
import { manualId, manualPage } from "./manual";
import { reasonOf, tell } from "./messages";

/** Open a copy of a lesson in the reader's folder, with its data, and say where it is. */
export async function openLesson(host: Host, lesson: LessonEntry, cwd = ""): Promise<void> {
  const { app, browser, trans } = host;
  const { contents } = app.serviceManager;
  const wanted = host.preferences().lessonsFolder.trim();
  const folder = PathExt.removeSlash(wanted || cwd || (browser?.model.path ?? ""));
  try {
    let path = await copyIn(contents, lesson, folder);
    const choice = path ? await askWhichCopy(path, trans) : "copy";
    if (!choice) return;
    if (choice === "copy") {
      path = await copyLesson(contents, readOwn, lesson, folder);
      tell.done(trans.__('Your copy of "%1" is in "%2".', lesson.title, path));
    }
    await app.commands.execute("docmanager:open", { path });
  } catch (error) {
    const where = folder || "/";
    const why = reasonOf(error, trans);
    tell.fail(trans.__('No copy of the lesson could be made in "%1": %2', where, why));
  }
}

/** Open a widget's page of the manual beside the notebook. */
export async function openManual(host: Host, widget: WidgetEntry): Promise<void> {
  const { app, rendermime, tracker, trans } = host;
  const id = manualId(widget);
  const open = [...app.shell.widgets("main")].some((one) => one.id === id);
  try {
    if (!open) {
      const text = new TextDecoder().decode(await readOwn(`manual/${widget.stem}.md`));
      const page = await manualPage(widget, text, ownUrl("manual"), rendermime);
      const beside = tracker.currentWidget?.id;
      app.shell.add(page, "main", beside ? { ref: beside, mode: "split-right" } : {});
    }
    app.shell.activateById(id);
  } catch (error) {
    tell.fail(reasonOf(error, trans));
  }
}
