import re
from pathlib import Path

from playwright.sync_api import Browser

from graphkit.graph.multigraph import Graph
from graphkit.page.html import _deflated, render

from .conftest import open_file
from .scripts import inflated

PROGRAM = re.compile(r'(<script type="text/plain" id="program">)([^<]*)')


def test_a_program_that_was_changed_does_not_run(
    graph_of_every_rule: Graph, browser: Browser, tmp_path: Path
) -> None:
    def changed(found: re.Match[str]) -> str:
        return found[1] + _deflated(inflated(found[2]) + "\nwindow.ran = true;")

    file = tmp_path / "changed.html"
    file.write_text(PROGRAM.sub(changed, render(graph_of_every_rule)), encoding="utf-8", newline="\n")
    page = browser.new_page()
    opened = open_file(page, file, script=False)
    page.wait_for_function("() => [...document.scripts].some(({ text }) => text.includes('window.ran'))")
    assert page.evaluate("[window.ran, window.vis, window.graphkit].filter(Boolean)") == []
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
    page.close()


def test_a_browser_that_is_too_old_says_so(
    graph_of_every_rule: Graph, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(graph_of_every_rule), encoding="utf-8", newline="\n")
    page = browser.new_page()
    page.add_init_script("delete window.DecompressionStream")
    opened = open_file(page, file, script=False)
    assert page.inner_text("#heading") == "The drawing needs a browser of 2023 or later."
    assert opened.complaints == []
    page.close()
