from pathlib import Path

import pytest
from playwright.sync_api import Browser

import graphkit
from graphkit.errors import UsageError
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph

from .conftest import dataset, relation


def test_a_notebook_shows_the_page_in_a_frame_that_reaches_nothing(
    shipped_graph: Graph, browser: Browser, tmp_path: Path
) -> None:
    shown = graphkit.show(shipped_graph, height=700)
    notebook = tmp_path / "notebook.html"
    notebook.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><script>secret = 1</script>{shown._repr_html_()}",
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.clock.install()
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("#stage", state="visible")
    assert frame.evaluate("[document.compatMode, origin]") == ["CSS1Compat", "null"]
    secret = frame.evaluate("(() => { try { return parent.secret; } catch { return 'refused'; } })()")
    assert secret == "refused"
    assert frame.title() == shipped_graph.graph["title"]
    frame.evaluate("graphkit.setDay(739447); graphkit.select('nvidia')")
    assert "Nvidia" in frame.inner_text("#details h2")
    assert page.evaluate("document.querySelector('iframe').clientHeight") == 700
    page.clock.run_for(1_000)  # the link is kept a moment after a change, where that is allowed
    assert [url for url in requests if url.startswith("http")] == []
    assert complaints == []
    page.close()


def test_a_title_stays_in_its_attribute() -> None:
    title = '"><script>alert(1)</script>&quot;'
    html = graphkit.show(build_graph(dataset(relation("one"), title=title)))._repr_html_()
    assert html.startswith(
        '<iframe title="&quot;><script>alert(1)</script>&amp;quot;" sandbox="allow-scripts '
    )
    assert "same-origin" not in html.split("srcdoc")[0]
    assert html.count('"') == 8


def test_what_is_shown_tells_of_itself_in_one_line(shipped_graph: Graph) -> None:
    assert len(repr(graphkit.show(shipped_graph))) < 200


def test_a_frame_without_height_is_refused(shipped_graph: Graph) -> None:
    with pytest.raises(UsageError, match="write one above 0"):
        graphkit.show(shipped_graph, height=0)
