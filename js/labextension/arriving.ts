/** A link with a state that opens JupyterLab. */
import type { IRouter } from "@jupyterlab/application";
import type { NotebookPanel } from "@jupyterlab/notebook";
import { DisposableSet, type IDisposable } from "@lumino/disposable";
import { pathIn, withoutState } from "./address";
import { COMMANDS, type Host } from "./host";
import { insertShared } from "./inserting";
import { IN_LINK } from "./shared";

export function receiveLinks(host: Host, router: IRouter): IDisposable {
  const { app } = host;
  let taken = "";
  const arrive = async (request: string, state: string) => {
    // JupyterLab restores itself only when all routes have been taken.
    await app.restored;
    await insertShared(host, state, await notebookIn(host, request));
  };
  const set = new DisposableSet();
  set.add(
    app.commands.addCommand(COMMANDS.link, {
      execute: () => {
        const { request } = router.current;
        const found = IN_LINK.exec(request)?.[1];
        if (!found) return;
        // Once: not at each reload, and not when another route takes the address again.
        router.navigate(withoutState(request), { skipRouting: true });
        if (found === taken) return;
        taken = found;
        void arrive(request, `#mathml=${found}`);
      },
    }),
  );
  set.add(router.register({ command: COMMANDS.link, pattern: IN_LINK, rank: 10 }));
  return set;
}

async function notebookIn({ app }: Host, request: string): Promise<NotebookPanel | undefined> {
  const path = pathIn(request);
  return path && (await app.commands.execute("docmanager:open", { path }));
}
