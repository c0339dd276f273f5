/** A page of the manual, in a tab beside the notebook. */
import { MainAreaWidget } from "@jupyterlab/apputils";
import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { Panel } from "@lumino/widgets";
import type { WidgetEntry } from "./catalogue";
import { mathIcon } from "./icons";

const MARKDOWN = "text/markdown";

export function manualId({ stem }: WidgetEntry): string {
  return `mathml-widgets-manual-${stem}`;
}

/**
 * @param text the page in Markdown
 * @param base the folder of the pictures that it names
 */
export async function manualPage(
  widget: WidgetEntry,
  text: string,
  base: string,
  rendermime: IRenderMimeRegistry,
): Promise<MainAreaWidget> {
  const renderer = rendermime.createRenderer(MARKDOWN);
  const markdown = text.replace(/(!\[[^\]]*\]\()([\w.-]+\))/g, `$1${base}/$2`);
  await renderer.renderModel(rendermime.createModel({ data: { [MARKDOWN]: markdown } }));
  const content = new Panel();
  content.addClass("mathml-manual");
  content.addWidget(renderer);
  content.node.tabIndex = 0;
  const page = new MainAreaWidget({ content });
  page.id = manualId(widget);
  page.title.label = widget.name;
  page.title.icon = mathIcon;
  page.title.closable = true;
  return page;
}
