"""Takes the pictures of the page that the documents show: the shipped story in light and in dark.

Run ``python -m benchmarks.pictures`` from the project's folder, after a change of the page's look.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from graphkit.graph.build import build_graph
from graphkit.page.html import render
from graphkit.storage.json_file import read_dataset
from tests.page.conftest import SHIPPED, open_file, start

DOCS = Path(__file__).parents[1] / "docs"
VIEW = "#step=1&relation=h20-ban"
PICTURES = {"light": DOCS / "page.png", "dark": DOCS / "page-dark.png"}


def main() -> None:
    """Open the shipped story on the ban and write what is to be seen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(render(build_graph(read_dataset(SHIPPED))), encoding="utf-8")
        browser = start(playwright)
        for scheme, picture in PICTURES.items():
            context = browser.new_context(
                viewport={"width": 1440, "height": 900},
                color_scheme=scheme,
                locale="en-GB",
                reduced_motion="reduce",
            )
            page = context.new_page()
            open_file(page, file, VIEW)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=picture)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
