/**
 * Build the front end.
 *
 *   node js/build.mjs widgets [--watch]   one bundle per folder of js/widgets, in mathml_widgets/static
 *   node js/build.mjs labextension        the JupyterLab extension, in mathml_widgets/labextension
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, context, transform } from "esbuild";
import { minify } from "terser";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const VIEWS = join(ROOT, "js/widgets");
const STATIC = join(ROOT, "mathml_widgets/static");

/** What a view may weigh, in kB: its bundle travels with every instance. */
const ALLOWANCE = { minified: 80, gzip: 30 };
/** The views that need more. */
const ALLOWANCES = { loss_landscape: { minified: 120, gzip: 45 } };

/**
 * A style is imported as text, and weighs no more than it must: with `$`, which no style needs, names
 * and variables are short until `written` of `js/lib/style.ts` writes them out.
 */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = readFileSync(path, "utf8");
      const { code } = await transform(css, { loader: "css", minify: true, target: "es2022" });
      return { contents: shortened(code), loader: "text" };
    });
  },
};

function shortened(css) {
  const plain = css.replaceAll(": ", ":").replaceAll(", ", ",").replaceAll(" * ", "*");
  return plain.replaceAll("var(--mathml-", "$(").replaceAll("mathml-", "$");
}

/**
 * Names of the library's own that no page, host or kernel ever sees: a bundle may shorten them. What travels,
 * such as the name of a trait, must not be among them.
 */
const OWN_NAMES = new RegExp(
  `^(${[
    "announcer callbacks centre colour covered determinant direction eigen extent farther gestures hides labelHidden",
    "locks masked matrices onLine outside plane press pressed previous redraw scene segments singular stretch template",
    "toData toPixels toPlace toValue turned",
  ]
    .join(" ")
    .replaceAll(" ", "|")})$`,
);

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
    plugins: [styles],
    mangleProps: OWN_NAMES,
    minify: !watch,
    sourcemap: watch && "inline",
    legalComments: "none",
    logLevel: "info",
  };
  mkdirSync(STATIC, { recursive: true });
  for (const file of readdirSync(STATIC))
    if (!names.includes(basename(file, ".js"))) rmSync(join(STATIC, file));
  if (watch) {
    const building = await context(options);
    await building.watch();
  } else {
    await build({ ...options, logLevel: "warning" });
    for (const name of names) await finish(join(STATIC, `${name}.js`));
    if (!report()) process.exitCode = 1;
  }
}

function viewNames() {
  return readdirSync(VIEWS).filter((name) => existsSync(join(VIEWS, name, "view.ts")));
}

/**
 * Finish what esbuild leaves alone: indentation in templates, which HTML reads as one space, and
 * what a second minifier still finds. Then make the code one module of the page, whatever the
 * number of its widgets: a host runs the text once for each, and no browser ever forgets a module.
 */
async function finish(path) {
  const options = { module: true, ecma: 2022, compress: { passes: 3 } };
  const { code } = await minify(readFileSync(path, "utf8").replace(/\n +/g, " "), options);
  const text = code.replace(/[\\']/g, "\\$&").replace(/\n/g, "\\n");
  const name = `mathml_widgets.${createHash("sha256").update(code).digest("hex").slice(0, 12)}`;
  const once =
    `const k=Symbol.for("${name}"),f=()=>import(URL.createObjectURL(new Blob(['${text}'],` +
    `{type:"text/javascript"})));export default(await(globalThis[k]??=f())).default;\n`;
  writeFileSync(path, once);
}

/** Print what each view weighs; true when none exceeds its allowance. */
function report() {
  const rows = readdirSync(STATIC).map((file) => {
    const bundle = readFileSync(join(STATIC, file));
    const name = basename(file, ".js");
    const minified = bundle.length / 1000;
    const gzip = gzipSync(bundle).length / 1000;
    const allowed = ALLOWANCES[name] ?? ALLOWANCE;
    const fits = minified <= allowed.minified && gzip <= allowed.gzip;
    return { name, minified, gzip, allowed, fits };
  });
  for (const { name, minified, gzip, allowed, fits } of rows) {
    const sizes = `${minified.toFixed(1)} kB minified, ${gzip.toFixed(1)} kB gzip`;
    const excess = fits ? "" : `: too heavy, at most ${allowed.minified} and ${allowed.gzip}`;
    console.log(`${name}: ${sizes}${excess}`);
  }
  return rows.every((row) => row.fits);
}

async function buildLabextension() {
  await build({
    entryPoints: { labextension: join(ROOT, "js/labextension/index.ts") },
    outdir: join(ROOT, "build"),
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
  const builder = join(ROOT, "node_modules/@jupyter/builder/lib/build-labextension.js");
  const core = join(ROOT, "node_modules/@jupyterlab/core-meta/core.package.json");
  execFileSync(process.execPath, [builder, "--core-package-file", core, ROOT], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}
