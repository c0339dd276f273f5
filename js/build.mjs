/**
 * Build the front end.
 *
 *   node js/build.mjs widgets [--watch]   one bundle per folder of js/widgets, in mathml_widgets/static
 *   node js/build.mjs labextension        the JupyterLab extension, in mathml_widgets/labextension
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflate } from "@gfx/zopfli";
import { build, context } from "esbuild";
import { minify } from "terser";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const VIEWS = join(ROOT, "js/widgets");
const STATIC = join(ROOT, "mathml_widgets/static");
/** What hatch_build.py lets the package write: the catalogue is built in, the files lie beside it. */
const OFFER = join(ROOT, "build/offer");

/** What a view's code may weigh, minified and compressed, in kB: it travels with every instance. */
const ALLOWANCE = [88, 30];
/** The views that need more: the surface, and the calculator with its eight pictures. */
const ALLOWANCES = { loss_landscape: [120, 45], entropy_calculator: [104, 35] };

const compress = promisify(deflate);

/** The JupyterLab extension imports a style as its text. */
const asText = {
  name: "styles as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const options = { entryPoints: [path], bundle: true, minify: true, charset: "utf8" };
      const { outputFiles } = await build({ ...options, target: "es2022", write: false });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

/** Writes the views as they are. */
const written = {
  name: "views",
  setup({ onEnd }) {
    onEnd(({ outputFiles = [] }) => {
      for (const view of viewsIn(outputFiles)) writeFileSync(view.path, whole(view));
    });
  },
};

const task = process.argv[2];
if (task === "widgets") await buildWidgets(process.argv.includes("--watch"));
else if (task === "labextension") await buildLabextension();
else throw new Error(`the task must be widgets or labextension, got ${task}`);

async function buildWidgets(watch) {
  const names = viewNames();
  const options = {
    entryPoints: Object.fromEntries(names.map((name) => [name, join(VIEWS, name, "view.ts")])),
    outdir: STATIC,
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    write: false,
    minify: !watch,
    sourcemap: watch && "inline",
    legalComments: "none",
    logLevel: "info",
  };
  mkdirSync(STATIC, { recursive: true });
  const kept = [...names, "page"]; // the page's script is built by js/page/build.mjs
  for (const file of readdirSync(STATIC))
    if (!kept.includes(basename(file, ".js"))) rmSync(join(STATIC, file));
  if (watch) {
    const building = await context({ ...options, plugins: [written] });
    await building.watch();
  } else {
    const { outputFiles } = await build({ ...options, logLevel: "warning" });
    for (const view of viewsIn(outputFiles))
      if (!report(basename(view.path, ".js"), await finish(view))) process.exitCode = 1;
  }
}

/** The views among the files that esbuild made: it gathers the styles of a view's modules beside its code. */
function viewsIn(outputFiles) {
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const paths = [...texts.keys()].filter((path) => path.endsWith(".js"));
  return paths.map((path) => ({
    path,
    code: texts.get(path),
    style: texts.get(path.replace(/js$/, "css")),
  }));
}

/** A view knows its styles by one name. */
function whole({ code, style }) {
  return `const VIEW_STYLE = ${JSON.stringify(style)}; ${code}`;
}

function viewNames() {
  return readdirSync(VIEWS).filter((name) => existsSync(join(VIEWS, name, "view.ts")));
}

/**
 * Finish what esbuild leaves alone: indentation in templates, which HTML reads as one space, and what
 * a second minifier still finds. Then compress the code, and make it one module of the page, whatever
 * the number of its widgets: a host runs the text once for each, and no browser ever forgets a module.
 * Return the sizes before and after, in kB.
 */
async function finish({ path, code: made, style }) {
  const options = { module: true, ecma: 2022, compress: { passes: 3 } };
  const minified = await minify(made.replace(/\n +/g, " "), options);
  // The style stays in one piece at the front, where it compresses best.
  const code = whole({ code: minified.code, style });
  const name = `mathml_widgets.${createHash("sha256").update(code).digest("hex").slice(0, 12)}`;
  // Zopfli takes its time and saves 3 % of what zlib makes; the format is the same.
  const compressed = Buffer.from(await compress(Buffer.from(code), { numiterations: 15 }));
  const unpacked =
    `new Blob([Uint8Array.from(atob("${compressed.toString("base64")}"),(c)=>c.charCodeAt())])` +
    `.stream().pipeThrough(new DecompressionStream("deflate-raw"))`;
  const file = `new Blob([await new Response(${unpacked}).arrayBuffer()],{type:"text/javascript"})`;
  const once =
    `const k=Symbol.for("${name}"),f=async()=>import(URL.createObjectURL(${file}));` +
    `export default(await(globalThis[k]??=f())).default;\n`;
  writeFileSync(path, once);
  return [Buffer.byteLength(code) / 1000, compressed.length / 1000];
}

/** Print what a view weighs; true when it does not exceed its allowances. */
function report(name, sizes) {
  const allowed = ALLOWANCES[name] ?? ALLOWANCE;
  const fits = sizes.every((size, index) => size <= allowed[index]);
  const [minified, compressed] = sizes.map((size) => size.toFixed(1));
  const excess = fits ? "" : `: too heavy, at most ${allowed.join(" and ")}`;
  console.log(`${name}: ${minified} kB, ${compressed} kB compressed${excess}`);
  return fits;
}

async function buildLabextension() {
  if (!existsSync(join(OFFER, "catalogue.json")))
    throw new Error("the package has not written its catalogue: python hatch_build.py run build");
  await build({
    entryPoints: { labextension: join(ROOT, "js/labextension/index.ts") },
    outdir: join(ROOT, "build"),
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    charset: "utf8",
    define: { CATALOGUE: readFileSync(join(OFFER, "catalogue.json"), "utf8") },
    loader: { ".svg": "text" },
    plugins: [asText],
    logLevel: "warning",
  });
  const builder = join(ROOT, "node_modules/@jupyter/builder/lib/build-labextension.js");
  const core = join(ROOT, "node_modules/@jupyterlab/core-meta/core.package.json");
  execFileSync(process.execPath, [builder, "--core-package-file", core, ROOT], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  for (const folder of ["lessons", "manual"])
    cpSync(join(OFFER, folder), join(ROOT, "mathml_widgets/labextension/static", folder), {
      recursive: true,
    });
}
