from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from graphkit.cli.main import main
from graphkit.formats.registry import write
from graphkit.graph.multigraph import Graph

from .conftest import SHIPPED, open_file

NAMES = (
    "plain.html",
    "with blanks, twice.html",
    "100 % #1.html",
    "%41%2F%00.html",
    "#.html",
    "a?b=c&d.html",
    "Café Zürich.html",
    "Cafe\u0301.html",  # as macOS writes it
    "英伟达 H20.html",
    "it's (a) [story];{1}+2=3 @home~$,!.html",
    "semi;colon:colon.html",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_from_any_place(
    name: str, graph_of_every_rule: Graph, browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / f"folder {name}"
    folder.mkdir()
    write(graph_of_every_rule, folder / name)
    page = browser.new_page()
    opened = open_file(page, folder / name)
    assert opened.visible()
    page.evaluate("graphkit.setDay(739447)")
    page.wait_for_function("() => location.hash.includes('day=')")  # a moment after the change
    assert page.evaluate("location.href.split('#')[0]") == (folder / name).as_uri()
    page.reload()
    page.wait_for_selector("#stage", state="visible")
    assert "As of" in page.inner_text("#heading")
    assert len(opened.requests) == 2
    assert opened.complaints == []
    page.close()


def test_open_hands_the_browser_an_address_that_leads_to_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "100 % #1 é.json"
    data.write_bytes(SHIPPED.read_bytes())
    (tmp_path / "exports").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISPLAY", ":0")
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: not asked.append(address))
    monkeypatch.setattr("sys.argv", ["graphkit", "--data", str(data), "open"])
    with pytest.raises(SystemExit, match="0"):
        main()
    [address] = asked
    page = Path(unquote(urlsplit(address).path))
    assert page == tmp_path / "exports" / "100 % #1 é.html"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
