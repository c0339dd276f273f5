/** Icons that take the colours of JupyterLab's theme. */
import { LabIcon } from "@jupyterlab/ui-components";
import type { WidgetEntry } from "./catalogue";

const FRAME = 'xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"';

/** Two arrows from one point, and the parallelogram that they span. */
export const mathIcon = new LabIcon({
  name: "mathml-widgets:mathematics",
  svgstr: `<svg ${FRAME}><g class="jp-icon3" fill="#616161">
    <path d="M5.2 19.6 9.6 7.3 21 5.2l-4.3 12.2z" fill-opacity=".22"/>
    <path d="M4.4 19.9 8.8 7.6l-1.6-.5L10.6 3l1.3 5.2-1.6-.5L5.9 20.4z"/>
    <path d="m4.9 19.2 11-1.9-.3-1.7 4.7 2.4-3.8 3.5-.3-1.7-11 1.9z"/>
  </g></svg>`,
});

/** A page with a formula's bracket, for a lesson. */
export const lessonIcon = new LabIcon({
  name: "mathml-widgets:lesson",
  svgstr: `<svg ${FRAME}><g class="jp-icon3" fill="#616161">
    <path d="M5 2.5h9.5L19.5 8v13.5H5zm1.8 1.8v15.4h10.9V8.9h-4.1V4.3z"/>
    <path d="M9.2 11h-1v6.8h1.9v-1.2h-.6v-4.4h.6V11zm6 0h-1.9v1.2h.6v4.4h-.6v1.2h1.9zM10.8 13h1.9v2.9h-1.9z"/>
  </g></svg>`,
});

/** Small squares of pictures, for the gallery. */
export const galleryIcon = new LabIcon({
  name: "mathml-widgets:gallery",
  svgstr: `<svg ${FRAME}><g class="jp-icon3" fill="#616161">
    <path d="M3 3h8v8H3zm1.7 1.7v4.6h4.6V4.7zM13 3h8v8h-8zm1.7 1.7v4.6h4.6V4.7zM3 13h8v8H3zm1.7 1.7v4.6h4.6v-4.6zM13 13h8v8h-8zm1.7 1.7v4.6h4.6v-4.6z"/>
  </g></svg>`,
});

/** The small picture of a widget, or the sign of all widgets where it has none. */
export function pictureOf({ stem, picture }: WidgetEntry): LabIcon {
  if (!picture) return mathIcon;
  return new LabIcon({ name: `mathml-widgets:${stem}`, svgstr: picture });
}
