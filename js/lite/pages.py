"""The site's own pages: the start, one for each widget alone, and what runs beside JupyterLite's."""

import json
import re
import shutil
import tarfile
import zipfile
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from .fetch import HERE, ROOT, archive, node, wheels
from .kernel import EMBEDDED
from .sizes import first_visit, megabytes, total

PAGES = HERE / "pages"
CHART_BUNDLES = ["anywidget", "bqscales", "bqplot"]


def write_scripts(site: Path) -> None:
    """Bundle our pages' scripts, and take JupyterLite's own service worker into ours."""
    shutil.move(site / "service-worker.js", site / "jupyterlite-service-worker.js")
    node(HERE / "build.mjs", site)


def write_pages(site: Path, pyodide: str, apps: list[str], stems: list[str]) -> None:
    """Write the start page and the embedded ones; let JupyterLite's pages run our script first."""
    for app in apps:
        page = site / app / "index.html"
        ours = '<link rel="icon" href="../favicon.ico"><script type="module" src="../static/site/site.js"></script>'
        page.write_text(replaced(page.read_text(encoding="utf-8"), "<head>", f"<head>{ours}"), encoding="utf-8")
    shutil.copy(site / "lab/favicon.ico", site / "favicon.ico")
    shutil.copytree(Path(str(files("jupyter_server"))) / "static/favicons", site / "static/favicons")
    write_embedded(site, pyodide, stems)
    values = {
        "lessons": "\n".join(map(lesson_line, lessons(site))),
        "widgets": "\n".join(widget_line(stem) for stem in stems),
        "first": f"{megabytes(first_visit(site)):.0f}",
        "all": f"{megabytes(total(site)):.0f}",
    }
    write(site / "index.html", "start.html", values)


def write_embedded(site: Path, pyodide: str, stems: list[str]) -> None:
    """Write a page for each widget, and what those with charts are drawn with."""
    (site / "embed").mkdir()
    for stem in stems:
        values = {"name": class_name(stem), "charts": "" if has_own_view(stem) else "true"}
        write(site / f"embed/{stem}.html", "embed.html", values)
    settings = {
        "pyodide": pyodide if ":" in pyodide else "../python/pyodide.mjs",
        "lock": "../python/embed-lock.json",
        "packages": EMBEDDED,
    }
    (site / "static/site/embed.json").write_text(json.dumps(settings), encoding="utf-8")
    charts = site / "static/charts"
    charts.mkdir()
    with tarfile.open(archive("html-manager")) as package:
        names = [
            name for name in package.getnames() if re.fullmatch(r"package/dist/(libembed-amd\.js|.*\.woff2)", name)
        ]
        for name in names:
            member = package.extractfile(name)
            assert member is not None
            (charts / name.rpartition("/")[2].replace("libembed-amd", "html-manager")).write_bytes(member.read())
    for wheel in wheels(HERE / "kernel.txt"):
        name = wheel.name.split("-")[0]
        if name in CHART_BUNDLES:
            (charts / f"{name}.js").write_bytes(classic_bundle(wheel, name))


def classic_bundle(wheel: Path, name: str) -> bytes:
    """Return the script that a wheel brings for hosts other than JupyterLab."""
    with zipfile.ZipFile(wheel) as held:
        (path,) = [one for one in held.namelist() if one.endswith(f"share/jupyter/nbextensions/{name}/index.js")]
        return held.read(path)


def class_name(stem: str) -> str:
    """Return the class of a widget's file."""
    return "".join(word.capitalize() for word in stem.split("_"))


def has_own_view(stem: str) -> bool:
    """Tell whether a widget is drawn by a view of its own; else it is a chart."""
    return (ROOT / "js/widgets" / stem / "view.ts").exists()


def lessons(site: Path) -> list[Path]:
    """List the lessons, the gallery of widgets last."""
    return sorted((site / "files").glob("*.ipynb"), key=lambda path: (path.stem == "gallery", path.stem))


def lesson_line(path: Path) -> str:
    """Return a link to a lesson: its title, and the first sentence under it."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "".join(next(cell["source"] for cell in cells if cell["cell_type"] == "markdown"))
    title, _, rest = text.strip().partition("\n")
    sentence = re.split(r"(?<=[.?!])\s", rest.strip(), maxsplit=1)[0]
    told = "" if re.search(r"[$`\[#]", sentence) else re.sub(r"[*_]", "", sentence)
    address = f"notebooks/index.html?path={path.name}"
    return f'      <li><a href="{address}"><b>{escape(title.lstrip("# "))}</b> <span>{escape(told)}</span></a></li>'


def widget_line(stem: str) -> str:
    """Return a link to a widget's own page, with the question that it answers."""
    source = (ROOT / f"mathml_widgets/widgets/{stem}.py").read_text(encoding="utf-8")
    found = re.match(r'"""`\w+`: (.+?)"""|"""`\w+`: (.+?)\n', source)
    told = next((one for one in found.groups() if one), "") if found else ""
    told = re.sub(r"[`*]", "", told[:1].upper() + told[1:])
    return f'      <li><a href="embed/{stem}.html"><b>{class_name(stem)}</b> <span>{escape(told)}</span></a></li>'


def write(path: Path, template: str, values: dict[str, str]) -> None:
    """Write a page from its template."""
    text = Template((PAGES / template).read_text(encoding="utf-8")).substitute(values)
    path.write_text(text, encoding="utf-8")


def replaced(text: str, old: str, new: str) -> str:
    """Return the text with `old`, which must be there once, replaced."""
    if text.count(old) != 1:
        raise ValueError(f"the page must hold {old} once, got {text.count(old)} times")
    return text.replace(old, new)
