/** Build mathml_widgets/static/page.js, which draws the widgets of a page that has no kernel. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const options = {
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
};

/** A style is imported as its text, with the styles and pictures that it asks for. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const loader = { ".svg": "dataurl" };
      const { outputFiles } = await build({
        ...options,
        entryPoints: [path],
        loader,
        write: false,
      });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

await build({
  ...options,
  entryPoints: { page: join(ROOT, "js/page/index.ts") },
  outdir: join(ROOT, "mathml_widgets/static"),
  format: "iife",
  loader: { ".svg": "dataurl" },
  legalComments: "eof",
  plugins: [styles],
});
