"""Draw the small picture of each widget from its own view: ``python -m tests.browser.small_pictures``.

The picture that a widget saves is reduced to the few shapes that can be told apart at the size of
an icon, in the tokens of the theme, so that it is right in light and dark.
"""

import re
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import sync_playwright

import mathml_widgets
from mathml_widgets.catalogue import PICTURES

from . import chromium
from .lab import Lab
from .server import JupyterServer

SVG = "{http://www.w3.org/2000/svg}"
SIZE = 48
"""Pixels of the icon."""

THIN, THICK = 0.7, 1.9
"""Pixels of the thinnest and the thickest line in it."""

LINE, INSET = 18, 12
"""The caption's height in a saved picture; see js/lib/picture.ts."""

SHAPES = {"path", "line", "circle", "ellipse", "rect", "polygon", "polyline", "image"}
GEOMETRY = ("d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points")
TOKENS = {
    (0, 114, 178): "hand",
    (213, 94, 0): "answer",
    (179, 71, 0): "answer",
    (0, 158, 115): "second",
    (0, 121, 90): "second",
    (168, 84, 138): "third",
    (138, 148, 160): "ghost",
    (102, 112, 123): "ghost",
}


CROP = """async text => {
  const host = document.body.appendChild(document.createElement("div"));
  host.innerHTML = text;
  const svg = host.firstElementChild;
  const { x, y, width, height } = svg.getBBox();
  const side = 1.08 * Math.max(width, height);
  const box = [x + (width - side) / 2, y + (height - side) / 2, side, side];
  svg.setAttribute("viewBox", box.map((n) => n.toFixed(1)).join(" "));
  for (const raster of svg.querySelectorAll("image")) {
    const image = new Image();
    image.src = raster.getAttribute("href");
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
    canvas.getContext("2d").drawImage(image, 0, 0, 64, 64);
    raster.setAttribute("href", canvas.toDataURL());
  }
  host.remove();
  return new XMLSerializer().serializeToString(svg);
}"""
"""Fit the drawing into its frame, and rasters to its size."""


def reduced(text: str) -> str:
    """Return the small picture of a saved one, which must be in the light theme."""
    root = ElementTree.fromstring(text)
    width, total = float(root.get("width")), float(root.get("height"))
    caption = [t for t in root.findall(f"{SVG}text") if t.get("font-size") == "13"]
    height = total - len(caption) * LINE - INSET
    side = max(width, height)
    small = ElementTree.Element(
        "svg", {"xmlns": SVG[1:-1], "viewBox": " ".join(map(short, (0, 0, width, height))), "width": str(SIZE)}
    )
    ground = root.find(f"{SVG}rect")
    for child in root:
        if child is not ground:
            small.extend(kept(child, side / SIZE))
    return ElementTree.tostring(small, encoding="unicode")


def kept(element: ElementTree.Element, scale: float) -> list[ElementTree.Element]:
    """Return what is left of an element: one, or none."""
    name = element.tag.removeprefix(SVG)
    style = dict(part.split(":", 1) for part in (element.get("style") or "").split(";") if ":" in part)
    if style.get("display") == "none" or style.get("opacity") == "0":
        return []
    if name == "g":
        inside = [one for child in element for one in kept(child, scale)]
        if not inside:
            return []
        group = ElementTree.Element("g", placed(element))
        group.extend(inside)
        return [group]
    if name not in SHAPES or element.get("d") == "":
        return []
    paint = painted(style, scale)
    if name != "image" and not paint:
        return []
    shape = ElementTree.Element(name, placed(element) | paint)
    for attribute in GEOMETRY:
        if attribute in element.attrib:
            shape.set(attribute, rounded(element.get(attribute)))
    for attribute in ("href", "preserveAspectRatio"):
        if attribute in element.attrib:
            shape.set(attribute, element.get(attribute))
    return [shape]


def placed(element: ElementTree.Element) -> dict[str, str]:
    """Return where an element is."""
    return {"transform": rounded(element.get("transform"))} if element.get("transform") else {}


def painted(style: dict[str, str], scale: float) -> dict[str, str]:
    """Return fill and stroke as the icon has them; nothing for what an icon leaves out."""
    fill, stroke = colour(style.get("fill", "")), colour(style.get("stroke", ""))
    if not fill and not stroke:
        return {}
    paint = {"fill": fill or "none"}
    if fill and style.get("fill-opacity", "1") != "1":
        paint["fill-opacity"] = style["fill-opacity"]
    if stroke:
        pixels = float(style.get("stroke-width", "1px").removesuffix("px")) * 0.6
        paint |= {"stroke": stroke, "stroke-width": short(min(max(pixels, THIN), THICK) * scale)}
        if style.get("stroke-dasharray", "none") != "none":
            paint["stroke-dasharray"] = f"{short(2.6 * scale)} {short(1.8 * scale)}"
    return paint


def colour(value: str) -> str:
    """Return the token of a colour; nothing for none, for mixtures, and for the greys of grids."""
    found = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", value.strip())
    if not found:
        return ""
    numbers = tuple(map(int, found.groups()))
    if numbers in TOKENS:
        return f"var(--mathml-{TOKENS[numbers]})"
    if max(numbers) - min(numbers) < 12:
        return "currentColor" if max(numbers) < 60 else ""
    return "#" + "".join(f"{n:02x}" for n in numbers)


def rounded(text: str) -> str:
    """Return a text with its numbers to one digit after the point."""
    return re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda number: short(float(number[0])), text)


def short(number: float) -> str:
    """Return a number in few letters."""
    return f"{number:.1f}".removesuffix(".0")


def draw(names: list[str], folder: Path) -> None:
    """Draw the small pictures of these widgets."""
    with JupyterServer(folder / "server") as server, sync_playwright() as playwright:
        browser = chromium.start(playwright)
        lab = Lab(server, browser.new_context(viewport={"width": 1400, "height": 1000}))
        for name in names:
            lab.open(f"import mathml_widgets as mw\nw = mw.{name}()\nw", name=name)
            lab.run_all()
            lab.sight()
            lab.python("w.wait()")
            lab.execute(f"path = w.save('{name}.svg')")
            lab.wait_python("path.exists()", True)
            small = reduced((server.notebooks / f"{name}.svg").read_text(encoding="utf-8"))
            small = lab.page.evaluate(CROP, small)
            stem = next(s for s in mathml_widgets._stems() if mathml_widgets._class_name(s) == name)
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / f"{stem}.svg").write_text(f"{small}\n", encoding="utf-8")
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        draw(sys.argv[1:] or [mathml_widgets._class_name(stem) for stem in mathml_widgets._stems()], Path(folder))
