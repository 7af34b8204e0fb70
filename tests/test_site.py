"""The documents as a site: every link leads somewhere, nothing comes from elsewhere, the pictures hold."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("site")
    sphinx = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", built / "doctrees"]
    done = subprocess.run([*sphinx, ROOT / "docs", built / "html"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    return built / "html"


def test_every_document_is_on_the_site(site: Path) -> None:
    documents = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert documents <= {path.stem for path in site.glob("*.html")}


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loaded = re.compile(r'<(?:script|img|iframe)[^>]+src="(.*?)"|<link[^>]+rel="stylesheet"[^>]+href="(.*?)"')
    found = [
        address
        for page in site.glob("*.html")
        for pair in loaded.findall(page.read_text("utf-8"))
        for address in pair
        if address
    ]
    assert len(found) > 20
    assert [address for address in found if "//" in address] == []


def test_every_link_within_the_site_leads_to_a_place(site: Path) -> None:
    texts = {page.name: page.read_text("utf-8") for page in site.glob("*.html")}
    places = {name: set(re.findall(r'\bid="(.*?)"', text)) for name, text in texts.items()}
    wrong = [
        (name, address)
        for name, text in texts.items()
        for address in re.findall(r'<a [^>]*href="([^"]*)"', text)
        if not re.match(r"\w+:", address)
        for target, _, place in [address.partition("#")]
        if (not (site / target).is_file() and target)
        or (place and (target or name) in places and place not in places[target or name])
    ]  # fmt: skip
    assert wrong == []


def test_the_pictures_show_the_dataset_as_it_is() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import pictures
    finally:
        sys.path.pop(0)
    story = pictures.gk.load(pictures.SHIPPED)
    for name, draw in pictures.PICTURES.items():
        assert (pictures.FOLDER / f"{name}.svg").read_text("utf-8") == draw(story), name


def test_the_notebook_runs_and_its_last_cell_shows_the_page() -> None:
    notebook = nbformat.read(ROOT / "docs" / "notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert all(outputs for outputs in shown)
    last = shown[-1][0]["data"]["text/html"]
    assert last.startswith("<iframe ")
    assert "<table>" in shown[1][0]["data"]["text/html"]
