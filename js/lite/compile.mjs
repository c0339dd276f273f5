/**
 * Compile the modules that a visit imports, with the browser's own Python, so that it need not:
 * `node js/lite/compile.mjs <folder of Pyodide> <package>... -- <module>...` loads the packages,
 * imports the modules, and puts the bytecode of all that was imported into the folder's archives.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const CODE = `
import importlib, io, sys, warnings, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc, cache_from_source
from importlib.util import source_hash

warnings.simplefilter("ignore")


def imported(modules):
    """Import these, and return the files of all that was imported, as archives name them."""
    for name in modules:
        importlib.import_module(name)
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    return {file.partition("/python314.zip/")[2] or file.partition("/site-packages/")[2] for file in files}


def compiled(archive, used, place):
    """Return an archive with the bytecode of the modules used, never checked against their sources."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name in used and name.endswith(".py"):
                code = compile(data, name, "exec", dont_inherit=True)
                bytecode = bytes(_code_to_hash_pyc(code, source_hash(data), False))
                write(new, {"beside": cache_from_source(name), "instead": name + "c"}[place], bytecode)
                if place == "instead":
                    continue
            write(new, name, data)
    return made.getvalue()


def write(archive, name, data):
    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
`;

/** Whose sources readers look at; the others' give way to the bytecode. */
const READABLE = new Set(["mathml-widgets", "numpy"]);

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main([folder, ...names]) {
  const split = names.indexOf("--");
  const home = resolve(folder);
  const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")).href);
  const python = await loadPyodide({ indexURL: `${home}/` });
  await python.loadPackage(names.slice(0, split), { messageCallback: () => {} });
  python.runPython(CODE);
  const used = python.globals.get("imported")(names.slice(split + 1));
  const compiled = python.globals.get("compiled");
  const { packages } = JSON.parse(readFileSync(join(home, "pyodide-lock.json"), "utf8"));
  const archives = Object.entries(packages).map(([name, entry]) => [name, entry.file_name]);
  for (const [name, file] of [["python", "python_stdlib.zip"], ...archives]) {
    const path = join(home, file);
    const place = READABLE.has(name) ? "beside" : "instead";
    const made = compiled(python.toPy(new Uint8Array(readFileSync(path))), used, place);
    writeFileSync(path, made.toJs());
    made.destroy();
  }
}
