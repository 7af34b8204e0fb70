"""The stories that come with graphkit, opened and kept from any folder."""

import shlex
from pathlib import Path

import pytest
from shipped import DATA, STORIES

from cli.conftest import Run
from graphkit.cli import pages, response

SHIPPED = STORIES["h20"]
TITLES = {
    "h20": "Nvidia, the H20 and the US export controls",
    "danske": "Danske Bank and its branch in Estonia",
}


@pytest.mark.parametrize(("words", "name"), [([], "h20"), (["h20"], "h20"), (["danske"], "danske")])
def test_the_demo_is_a_page_wherever_one_is(words: list[str], name: str, run: Run) -> None:
    done = run("demo", *words)
    assert (done.code, done.err) == (0, "")
    first = done.out.splitlines()[0]
    assert first.startswith("The page is ")
    page = Path(first.removeprefix("The page is ")).read_text("utf-8")
    assert f"<title>{TITLES[name]}" in page
    kept = done.out.splitlines()[-1].split()
    assert kept[:2] == ["graphkit", "demo"]
    assert run(*kept[1:]).code == 0
    assert Path(f"{name}.json").read_bytes() == STORIES[name].read_bytes()


@pytest.mark.parametrize(("name", "most"), [("h20", "Nvidia"), ("danske", "'Danske Bank'")])
def test_the_demo_s_dataset_is_kept_as_it_is_shipped(name: str, most: str, run: Run, tmp_path: Path) -> None:
    done = run("demo", name, "-o", "a copy.json")
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "a copy.json").read_bytes() == STORIES[name].read_bytes()
    assert f"--data 'a copy.json' neighbors {most}" in done.out
    for line in done.out.splitlines()[-3:]:
        words = f"--data {line.partition(' --data ')[2]}"
        assert run(*shlex.split(words)).code == 0, words


def test_a_story_that_is_not_there_is_told_which_are(run: Run) -> None:
    done = run("demo", "enron")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "'enron' is not one of 'h20', 'danske'" in done.err


def test_every_shipped_story_has_its_file_and_its_name() -> None:
    assert {name: DATA / file for name, file in pages._STORIES.items()} == STORIES
    assert sorted(DATA.iterdir()) == sorted(STORIES.values())


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("there.json", "there.json: is there already; name another file"),
        ("copy.csv", "copy.csv: the dataset is JSON; name a file that ends in .json"),
        ("nowhere/h20.json", "nowhere/h20.json: there is no folder "),
    ],
)
def test_where_the_demo_cannot_be_kept(run: Run, tmp_path: Path, file: str, line: str) -> None:
    (tmp_path / "there.json").write_text("mine")
    done = run("demo", "-o", file)
    assert (done.code, done.out) == (2, "")
    assert line in done.err
    assert (tmp_path / "there.json").read_text() == "mine"


def test_where_no_dataset_is_the_demo_is_named(run: Run) -> None:
    assert "see 'graphkit demo'" in run("info").err


def test_a_path_along_what_has_no_source_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "events.tsv").write_text("Ada\tmet\tBen\t2025-07-14\n")
    out = run("--data", "events.tsv", "path", "Ada", "Ben").out
    assert out.count("Told by nobody: no source is given.") == 1
    assert "told by" not in out
    assert "0 voices" not in out


def test_what_to_try_next_asks_the_dataset_that_was_named(run: Run, tmp_path: Path) -> None:
    run("demo", "-o", "a copy.json")
    tried = run("--data", "a copy.json", "--notes", "open").out.partition("Try next:")[2].splitlines()[1:4]
    assert all("graphkit --data 'a copy.json' --notes " in line for line in tried), tried
    for line in tried:
        words = shlex.split(line)
        assert run(*words[words.index("--data") :]).code == 0


def test_a_page_of_a_file_without_title_has_the_name_of_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talks.csv").write_text("source,relation,target,date\nAnn,met,Bob,2025-07-01\n", "utf-8")
    assert run("--data", "talks.csv", "export", "out.html").code == 0
    assert "<title>talks<" in (tmp_path / "out.html").read_text("utf-8")


def test_a_page_of_too_large_a_file_is_refused_before_the_file_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pages, response):
        monkeypatch.setattr(module, "MOST_ON_A_PAGE", 2)
    text = '{"key": "a", "target": "b", "summary": "of \\"key\\": and \\"target\\":"}'
    (tmp_path / "cut.json").write_text(text * 3, "utf-8")
    for words, page in ((["open"], "cut.json"), (["export", "a.md", "a.html"], "a.html")):
        refused = run("--data", "cut.json", *words)
        assert (refused.code, refused.out, len(refused.err.splitlines())) == (2, "", 1)
        assert refused.err.startswith(f"graphkit: {page}: a page of 3 relations opens slowly, 2 do")
        assert f"graphkit import FILE -o DIR, then graphkit --data DIR {words[0]} --since DAY" in refused.err
    assert ": is not JSON: " in run("--data", "cut.json", "open", "--since", "2025").err


def test_a_page_that_would_open_slowly_is_refused_before_anything_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response, "MOST_ON_A_PAGE", 140)
    export = ("--data", SHIPPED, "export", "h20.gexf", "h20.html")
    refused = run(*export)
    assert (refused.code, refused.out, list(tmp_path.iterdir())) == (2, "", [])
    assert refused.err.splitlines() == [
        "graphkit: h20.html: a page of 141 relations opens slowly, 140 do in 5 seconds; choose fewer by "
        "--since and --until, --actor or --type, or write it anyway by --any-size"
    ]
    monkeypatch.setattr(response, "MOST_ON_A_PAGE", 90)
    for arguments in (["open"], ["relations", "-o", "h20.html"]):
        refused = run("--data", SHIPPED, *arguments)
        assert (refused.code, refused.out, list(tmp_path.iterdir())) == (2, "", [])
        assert " relations opens slowly, 90 do in 5 seconds; " in refused.err
        assert refused.err.endswith("choose fewer by --since and --until, --actor or --type\n")
    monkeypatch.setattr(response, "MOST_ON_A_PAGE", 140)
    assert run(*export[:4], "--type", "banned").code == 0
    assert run(*export, "--any-size").code == 0
    assert (tmp_path / "h20.html").is_file()


@pytest.mark.parametrize("name", ["h20.graphml", "h20.gexf", "h20.cyjs", "h20.xlsx", "h20.ftm.json"])
def test_what_takes_gigabytes_to_write_is_refused_before_it_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(pages, "MOST_ON_A_PAGE", 140)
    monkeypatch.setattr(pages, "_LEAST_BYTES", 1)
    with monkeypatch.context() as reading:
        reading.setattr(pages, "read_graph", None)
        refused = run("--data", SHIPPED, "export", "h20.json", name)
    assert (refused.code, refused.out, list(tmp_path.iterdir())) == (2, "", [])
    (line,) = refused.err.splitlines()
    assert line.startswith(
        f"graphkit: {name}: 141 relations take gigabytes to write so; write .json, .sqlite"
    )
    assert line.endswith("graphkit import FILE -o DIR, then graphkit --data DIR export --since DAY")
    refused = run("--data", SHIPPED, "export", name, "--until", "2026")
    assert refused.code == (2 if "141" in refused.err else 0)
    assert run("--data", SHIPPED, "export", name, "--any-size").code == 0
    assert run("--data", SHIPPED, "export", "h20.json", "h20.jsonld", "h20.sqlite", "h20/").code == 0
