/** Bundle the scripts of the site's own pages: `node js/lite/build.mjs <folder>`. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PAGES = fileURLToPath(new URL("pages", import.meta.url));
const [out] = process.argv.slice(2);
const options = {
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  loader: { ".py": "text" },
};

await build({
  ...options,
  entryPoints: ["site", "start", "embed", "embed_worker"].map((name) => join(PAGES, `${name}.ts`)),
  outdir: join(out, "static/site"),
  format: "esm",
  splitting: true,
});
await build({
  ...options,
  entryPoints: { "service-worker": join(PAGES, "service_worker.ts") },
  outdir: out,
  format: "iife",
});
