"""Ask axe-core what in our views would shut a reader out."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def violations(page: Page, inside: str = ".mathml-root") -> list[str]:
    """Return one paragraph for each violation that axe finds inside our views.

    Parameters
    ----------
    page : Page
    inside : str
        A CSS selector. What it does not match is JupyterLab's own affair.
    """
    if not SOURCE.exists():
        raise FileNotFoundError(f"axe-core is missing, run `npm ci` first: {SOURCE}")
    page.evaluate(SOURCE.read_text())
    found = page.evaluate("inside => axe.run({ include: [[inside]] })", inside)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"  {node['html']}\n  {node['failureSummary']}" for node in violation["nodes"])
        for violation in found["violations"]
    ]
