"""A site of several stories: links lead somewhere, nothing from data is markup, the bytes are the same."""

import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

import pytest
from cli.conftest import Run
from shipped import STORIES

from graphkit.cli.main import graphkit
from graphkit.graph.build import build_graph
from graphkit.model.entities import Actor, Dataset, Evidence, Link, Relation, Source
from graphkit.storage.json_file import save_dataset
from graphkit.website.pages import covered
from graphkit.website.people import by_actor, members
from graphkit.website.statements import statements
from graphkit.website.stories import Story, read_stories

STORY = STORIES["h20"]
VOID = {"meta", "link", "input", "br", "img"}
NASTY = "<script>alert(1)</script>\"'&amp; </p><img src=x onerror=alert(1)>"


def made(title: str, *actors: Actor, relations=(), sources=()) -> Dataset:
    return Dataset(title=title, actors=list(actors), relations=list(relations), sources=list(sources))


def story(name: str, *actors: Actor, **more) -> Story:
    from graphkit.editing.identity import LocalNames

    return Story(name, Path(f"{name}.json"), build_graph(made(name, *actors, **more)), LocalNames(), ())


class Page(HTMLParser):
    """What a page links to, its anchors and its tags; texts of links must be there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if "id" in values:
            assert values["id"] not in self.anchors, values
            self.anchors.add(values["id"])
        self.links += [values[name] for name in ("href", "src", "action") if values.get(name) is not None]
        assert not any(name.startswith("on") or name == "style" for name in values), values
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check_links(folder: Path) -> int:
    """Follow every link of a site, to its page and its anchor; return how many."""
    pages = {
        path.relative_to(folder).as_posix(): Page(path.read_text("utf-8"))
        for path in folder.rglob("*.html")
        if path.name != "graph.html"
    }
    count = 0
    for name, page in pages.items():
        for link in page.links:
            if link.startswith(("http://", "https://")):
                continue
            target, _, anchor = urljoin(f"http://x/{name}", link).removeprefix("http://x/").partition("#")
            assert (folder / unquote(target)).is_file(), (name, link)
            assert not anchor or anchor in pages[target].anchors, (name, link)
            count += 1
    for entry in ElementTree.parse(folder / "feed.xml").iter("{http://www.w3.org/2005/Atom}link"):
        target, _, anchor = entry.attrib["href"].partition("#")
        assert not anchor or anchor in pages[target].anchors
    return count


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "h20.json").write_bytes(STORY.read_bytes())
    nasty = made(
        NASTY,
        Actor(
            id="a b/../c#?%",
            name=NASTY,
            kind="person",
            aliases=[NASTY + "2"],
            description=NASTY,
            ids={"x": NASTY},
        ),
        Actor(id="nvidia", name="Nvidia", kind="company", attributes={"country": NASTY}),
        Actor(id="Зеленский", name="Зеленский", kind="person"),
        relations=[
            Relation(
                key="r #1?",
                source="a b/../c#?%",
                type="met",
                target="nvidia",
                when="2025-07-10",
                summary=NASTY,
                about=["Зеленский"],
                evidence=[
                    Evidence(source="s", paragraph=2, quote=NASTY, note=NASTY, url="javascript:alert(1)")
                ],
            )
        ],
        sources=[
            Source(
                id="s",
                publisher=NASTY,
                published="2025-07-11",
                title=NASTY,
                author=NASTY,
                url="javascript:alert(1)",
            ),
            Source(id="t", publisher="Unused", published="2025-07-12", url='https://example.org/?a=1&b="2'),
        ],
    )
    save_dataset(nasty, folder / "Зло.json")
    (folder / "folder").mkdir()
    save_dataset(
        made("A third", Actor(id="nvidia", name="Nvidia", kind="company")), folder / "folder" / "graph.json"
    )
    (folder / "h20.drafts.json").write_text("{}")
    (folder / "notes.md").write_text("no story")
    return folder


def test_every_link_leads_somewhere_and_nothing_from_data_is_markup(
    run: Run, stories: Path, tmp_path: Path
) -> None:
    result = run("site", str(stories), "-o", str(tmp_path / "public"), "--title", NASTY)
    assert result.code == 0, result.out + result.err
    assert check_links(tmp_path / "public") > 1000
    for path in (tmp_path / "public").rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script>alert" not in text, path
        assert "<img src" not in text, path
        if path.name != "graph.html":
            page = Page(text)
            assert page.tags.count("script") == (path.name == "search.html")
            assert "img" not in page.tags
            assert not any("javascript" in link for link in page.links)
            assert "default-src 'none'" in unescape(text)


def test_who_did_it_stands_left_of_whom_whatever_their_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    names = {"a": "الشركة الأولى 2", "b": "الشركة الثانية"}
    paid = Relation(key="paid", source="a", type="paid", target="b", when="2025-07-10")
    firms = [Actor(id=id, name=name, kind="company") for id, name in names.items()]
    save_dataset(made("Firms", *firms, relations=[paid]), tmp_path / "stories" / "firms.json")
    assert run("site", tmp_path / "stories", "-o", tmp_path / "public").code == 0
    said = f"\u2068{names['a']}\u2069 paid \u2068{names['b']}\u2069."
    for name in ("firms/index.html", "search.html"):
        page = (tmp_path / "public" / name).read_text(encoding="utf-8")
        assert said in page
        assert f'dir="auto">\u2068{names["a"]}' not in page


def test_the_stories_that_are_shipped_are_a_site(run: Run, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    for name, file in STORIES.items():
        shutil.copy(file, tmp_path / "stories" / f"{name}.json")
    result = run("site", str(tmp_path / "stories"), "-o", str(tmp_path / "public"))
    assert (result.code, result.err) == (0, "")
    assert check_links(tmp_path / "public") > 2000
    index = (tmp_path / "public" / "index.html").read_text("utf-8")
    assert all(name in index for name in STORIES)
    borgen = (tmp_path / "public" / "actors" / "thomas-borgen.html").read_text("utf-8")
    assert "The prosecutor found no evidence of gross negligence" in borgen


def test_the_same_stories_give_the_same_bytes_and_what_has_gone_is_removed(
    run: Run, stories: Path, tmp_path: Path
) -> None:
    out = tmp_path / "public"
    assert run("site", str(stories), "-o", str(out)).code == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (out / "CNAME").write_text("example.org")
    assert run("site", str(stories), "-o", str(out)).code == 0
    assert {path: path.read_bytes() for path in before} == before
    (stories / "h20.json").unlink()
    assert run("site", str(stories), "-o", str(out)).code == 0
    assert not (out / "h20").exists()
    assert not (out / "actors" / "donald-trump.html").exists()
    assert (out / "CNAME").read_text() == "example.org"
    check_links(out)


def test_a_page_of_an_actor_tells_its_relations_of_every_story(
    run: Run, stories: Path, tmp_path: Path
) -> None:
    run("site", str(stories), "-o", str(tmp_path / "public"))
    text = (tmp_path / "public" / "actors" / "nvidia.html").read_text("utf-8")
    assert text.count("<section>") == 3
    relations = json.loads(
        run("--data", str(STORY), "relations", "--actor", "nvidia", "--format", "json").out
    )
    ids = [row["id"] for row in relations["relations"]]
    told = re.findall(r'<li id="r-([^"]+)">', text)
    assert set(ids) <= set(told)


def pages(*rows: Actor) -> int:
    return len(members([story(f"s{number}", row) for number, row in enumerate(rows)]))


def test_actors_of_two_stories_are_one_only_if_something_says_so() -> None:
    smith = {"name": "John Smith", "kind": "person"}
    same_id = Actor(id="john-smith", **smith)
    assert pages(same_id, same_id) == 2  # an id is made of the name, and names nobody elsewhere
    chosen = Actor(id="js1961", **smith)
    assert pages(chosen, chosen) == 2
    of_no_kind = Actor(id="john-smith", name="John Smith", kind="unknown")
    assert pages(of_no_kind, of_no_kind) == 2  # it may be a person
    born = [Actor(id=id, **smith, attributes={"born": year}) for id, year in (("a", "1950"), ("b", "1950"))]
    assert pages(*born) == 1
    assert pages(born[0], same_id) == 2
    own = [Actor(id=id, **smith, ids={"paper": "17"}) for id in "ab"]
    assert pages(*own) == 1
    country = [Actor(id="a", **smith, attributes={"country": "US"})] * 2
    assert pages(*country) == 2


def test_what_has_no_life_is_one_by_its_id_name_and_kind() -> None:
    bank = {"name": "North Bank", "kind": "company"}
    same_id = Actor(id="north-bank", **bank)
    assert pages(same_id, same_id) == 1
    assert pages(same_id, Actor(id="bank-2", **bank)) == 2
    assert pages(same_id, Actor(id="north-bank", name="North Bank", kind="place")) == 2
    assert pages(same_id, Actor(id="north-bank", name="North Banks", kind="company")) == 2
    counter = Actor(id="17", **bank)
    assert pages(counter, counter) == 2


def test_countries_of_tables_are_one_and_their_people_are_not(run: Run, tmp_path: Path) -> None:
    """An id that a table's reader made of a name counts like one of a JSON file, which is made so too."""
    folder = tmp_path / "stories"
    folder.mkdir()
    save_dataset(made("Own", Actor(id="china", name="China", kind="country")), folder / "own.json")
    heads = "source,source kind,relation,target,target kind,date"
    for name, day in (("March", "2014-03-01"), ("April", "2014-04-02")):
        rows = f"{heads}\nChina,country,met,France,country,{day}\nKarl Lind,person,met,China,country,{day}\n"
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    nodes = [
        {"id": f"n{number}", "name": name, "kind": "place"}
        for number, name in enumerate(("Ulm", "Ulm", "Hof"))
    ]
    for name in ("nodes", "more"):
        text = json.dumps({"directed": True, "multigraph": True, "nodes": nodes, "links": []})
        (folder / f"{name}.cyjs.json").write_text(text, "utf-8")
    out = " ".join(run("site", folder, "-o", tmp_path / "public").out.split())
    assert (
        "Taken for one in several stories: China (same id, name and kind), France (same id, name and kind), "
        "Hof (same id, name and kind)." in out
    )
    assert "only the name is the same: Karl Lind (" in out
    assert "If they are one, import what is no JSON, and give each the same identifier: graphkit" in out


def test_identifiers_join_unless_something_speaks_against_it() -> None:
    smith = {"name": "John Smith", "kind": "person", "ids": {"paper": "17"}}
    born = [Actor(id="john-smith", **smith, attributes={"born": year}) for year in ("1950", "1980")]
    assert pages(*born) == 2
    q = [
        Actor(id=f"x{number}", name=name, kind="person", ids={"wikidata": "Q1"})
        for number, name in enumerate("AB")
    ]
    assert pages(*q) == 1
    other = Actor(id="x0", name="A", kind="person", ids={"wikidata": "Q2"})
    assert pages(q[0], other) == 2


def test_people_of_one_name_in_one_article_are_one() -> None:
    def told(source: Source, **more) -> Story:
        rows = [
            Actor(id=id, name=name, kind="person") for id, name in (("k", "Karl Lind"), ("t", "Tom Quay"))
        ]
        met = Relation(key="met", source="k", type="met", target="t", evidence=[Evidence(source="s")])
        return story("x", *rows, relations=[met], sources=[source])

    article = Source(id="s", publisher="Post", published="2025-03-01", title="A day")
    assert len(members([told(article), told(article)])) == 2
    other = article.model_copy(update={"title": "A night"})
    assert len(members([told(article), told(other)])) == 4
    untitled = article.model_copy(update={"title": None})
    assert len(members([told(untitled), told(untitled)])) == 4  # a paper has many articles on one day


def test_stories_of_one_title_are_called_by_their_files(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    lind = Actor(id="karl-lind", name="Karl Lind", kind="person")
    for name in ("football", "chess"):
        save_dataset(made("Story", lind), folder / f"{name}.json")
    out = " ".join(run("site", folder, "-o", tmp_path / "public").out.split())
    assert "Karl Lind (chess.json, football.json)" in out


def test_what_is_joined_and_what_is_not_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    lind = Actor(id="karl-lind", name="Karl Lind", kind="person")
    quay = Actor(id="tom-quay", name="Tom Quay", kind="person", ids={"wikidata": "Q1"})
    bank = Actor(id="bank", name="Bank", kind="company")
    for name in ("One", "Two"):
        save_dataset(made(name, lind, quay, bank), folder / f"{name}.json")
    out = run("site", folder, "-o", tmp_path / "public").out
    assert "in several stories: Bank (same id, name and kind), Tom Quay (same wikidata Q1)." in out
    assert (
        "Kept apart, as only the name is the same: Karl Lind (One, Two). If they are one, give each the same "
        "identifier: graphkit --data FILE edit karl-lind ids='own: karl-lind'" in " ".join(out.split())
    )
    text = " ".join((tmp_path / "public" / "actors" / "tom-quay.html").read_text("utf-8").split())
    assert "Taken for the same as in" in text
    assert "same wikidata Q1" in text
    first, second = (
        (tmp_path / "public" / "actors" / name).read_text("utf-8")
        for name in ("karl-lind.html", "karl-lind-2.html")
    )
    assert "karl-lind-2.html" in first
    assert 'href="karl-lind.html"' in second
    index = (tmp_path / "public" / "index.html").read_text("utf-8")
    assert "same wikidata Q1" in index
    assert "Karl Lind" not in index


def test_a_later_story_joins_no_two_that_are_apart() -> None:
    """Of three, the second and third differ; the third is like the first too, but nobody is made of all."""
    one = Actor(id="a", name="A", kind="person", ids={"wikidata": "Q1"})
    two = Actor(id="b", name="B", kind="person", ids={"wikidata": "Q1", "isni": "5"})
    three = Actor(id="c", name="C", kind="person", ids={"wikidata": "Q1", "isni": "6"})
    found = members([story(name, row) for name, row in zip("xyz", (one, two, three), strict=True)])
    assert [[row.id for _, row in member.rows] for member in found] == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"2004": "actual", "2025-06-02": "actual", "2025-35": "planned"}, "2004 to 2 June 2025"),
        ({"2004-03-01": "actual", "2025-06-02": "denied"}, "1 March 2004 - 2 June 2025"),
        ({"2025-07-10": "actual", "2025-07": "actual"}, "July 2025"),
        ({"[..2025-04-03]": "actual", "2025-03-02/": "actual"}, "2 March - 3 April 2025"),
        ({"2025-35": "planned"}, ""),
        ({"2017~": "actual", "2022~": "actual"}, "about 2017 to about 2022"),
        ({"2018/": "actual", "2023-07-01?": "actual"}, "2018 to perhaps 1 July 2023"),
        ({"2017~": "actual"}, "about 2017"),
        ({"2023": "actual", "2025-05/2025-07": "actual"}, "2023 to July 2025"),
        ({"/2019": "actual", "../2020-03": "actual"}, "2019 to March 2020"),
    ],
)
def test_a_story_covers_the_days_that_it_states_and_no_plans(dates: dict[str, str], told: str) -> None:
    rows = [
        Relation(key=f"r{number}", source="a", type="banned", target="b", when=when, status=status)
        for number, (when, status) in enumerate(dates.items())
    ]
    firms = [Actor(id=id, name=id, kind="company") for id in "ab"]
    covering = story("x", *firms, relations=rows)
    assert covered(statements(covering, 0, by_actor(members([covering])))) == told


def test_namesakes_are_named_on_each_others_page() -> None:
    rows = [Actor(id=f"smith-{number}", name="John Smith", kind="person") for number in "ab"]
    found = members([story(name, row) for name, row in zip("xy", rows, strict=True)])
    assert [[other.page for other in member.namesakes] for member in found] == [["smith-b"], ["smith-a"]]


def test_namesakes_of_one_story_are_told_apart_by_what_is_known_of_them(run: Run, tmp_path: Path) -> None:
    born = [{"born": "1961"}, {"born": "1988"}, {}]
    rows = [
        Actor(id=f"smith-{number}", name="John Smith", kind="person", attributes=attributes)
        for number, attributes in enumerate(born)
    ]
    folder = tmp_path / "stories"
    folder.mkdir()
    save_dataset(made("Three", *rows), folder / "three.json")
    assert run("site", folder, "-o", tmp_path / "public").code == 0
    told = (tmp_path / "public" / "actors" / "smith-0.html").read_text("utf-8")
    assert "(person, born 1988; Three)" in told
    assert "(person, smith-2; Three)" in told
    for page in ("search.html", "three/index.html"):  # and wherever somebody is looked for
        text = (tmp_path / "public" / page).read_text("utf-8")
        assert text.count("person, born 1988") == text.count("person, smith-2") == 1, page
    story = (tmp_path / "public" / "three" / "index.html").read_text("utf-8")
    assert "John Smith (born 1961)" in story
    assert "(smith-0)" not in story


def test_what_was_set_aside_is_among_what_to_be_careful_with(run: Run, tmp_path: Path) -> None:
    actors = [
        Actor(id="lind", name="Karl Lind", kind="person"),
        Actor(id="court", name="Court", kind="government-body"),
        Actor(id="above", name="Upper Court", kind="government-body"),
    ]
    rows = [
        Relation(
            key="verdict", source="court", type="convicted", target="lind", when="2023-05-01",
            links=[Link(rel="set-aside-by", relation="appeal")],
        ),
        Relation(key="appeal", source="above", type="acquitted", target="lind", when="2024-06-01"),
    ]  # fmt: skip
    (tmp_path / "stories").mkdir()
    save_dataset(made("Verdict", *actors, relations=rows), tmp_path / "stories" / "verdict.json")
    run("site", tmp_path / "stories", "-o", tmp_path / "public")
    text = (tmp_path / "public" / "verdict" / "index.html").read_text("utf-8")
    careful, _, _ = text.partition("Who did what, and who says so</h2>")
    assert "<h3>Set aside by a later act</h3>" in careful
    assert careful.count("convicted") == 1
    assert ">1 May 2023<" in careful, "two of one sentence differ in their day"
    assert "acquitted" not in careful


def test_an_error_is_told_where_it_is_and_a_rewriting_is_no_second_report(run: Run, tmp_path: Path) -> None:
    people = [
        Actor(id=id, name=name, kind="person") for id, name in (("lind", "Karl Lind"), ("quay", "Tom Quay"))
    ]
    sources = [
        Source(id="post", publisher="Post", published="2023-05-05"),
        Source(id="echo", publisher="Echo", published="2023-05-06", derived_from=["post"]),
    ]
    row = {"source": "lind", "type": "met", "target": "quay", "summary": "They had lunch."}
    rows = [
        Relation(key="late", when="2023-07-01", evidence=[Evidence(source="post")], **row),
        Relation(
            key="fine", when="2023-05-01", evidence=[Evidence(source=id) for id in ("post", "echo")], **row
        ),
    ]
    folder = tmp_path / "stories"
    folder.mkdir()
    save_dataset(made("Lunch", *people, relations=rows, sources=sources), folder / "lunch.json")
    out = run("site", folder, "-o", tmp_path / "public").out
    assert "Lunch: 1 relation with an error that 'graphkit check' names: late." in out
    text = " ".join(unescape((tmp_path / "public" / "lunch" / "index.html").read_text("utf-8")).split())
    careful, _, told = text.partition("Who did what, and who says so</h2>")
    wrong = "dated 1 July 2023, after Post of 5 May 2023"
    assert "<h3>Wrong as the story has it</h3>" in careful
    assert careful.count(wrong) == told.count(wrong) == 1
    assert 'Echo</a>, <span dir="auto">rewritten from Post</span>' in told
    own = (tmp_path / "public" / "actors" / "lind.html").read_text("utf-8")
    assert 'href="../actors/lind.html"' not in own
    assert 'href="../actors/quay.html"' in own


def test_a_long_story_has_several_pages(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    rows = [
        f"Ann Lee,met,Bob Ray,{year}-{month:02}-{day:02}"
        for year in (2019, 2020)
        for month in range(1, 13)
        for day in range(1, 26)
    ]
    (folder / "diary.csv").write_text("\n".join(["source,relation,target,date", *rows]) + "\n", "utf-8")
    assert run("site", folder, "-o", tmp_path / "public").code == 0
    first, second = (
        (tmp_path / "public" / "diary" / name).read_text("utf-8") for name in ("index.html", "part-2.html")
    )
    assert first.count('class="when"') == 500
    assert second.count('class="when"') == 100
    assert "1 January 2019 - 25 August 2020 (500)" in first
    assert 'href="index.html#relations"' in second
    assert 'id="sources"' in first
    assert 'id="sources"' not in second
    assert 'href="diary/part-2.html#r-' in (tmp_path / "public" / "search.html").read_text("utf-8")
    assert check_links(tmp_path / "public") > 1200


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["site", "missing", "-o", "out"], "missing: is no folder; name one that holds stories"),
        (["site", "empty", "-o", "out"], "empty: holds no story"),
        (["site", "stories", "-o", "stories/public"], "stories/public: holds the stories or lies among them"),
        (["site", "stories", "-o", "full"], "full: holds something else than a site"),
        (["site", "bad", "-o", "out"], "bad/x.json"),
    ],
)
def test_what_is_refused_writes_nothing(
    run: Run, stories: Path, monkeypatch, words: list[str], error: str
) -> None:
    monkeypatch.chdir(stories.parent)
    for name in ("empty", "full", "bad"):
        Path(name).mkdir()
    Path("full/thesis.txt").write_text("mine")
    Path("bad/x.json").write_text('{"graphkit": 1, "nodes": [3]}')
    result = run(*words)
    assert result.code == 2
    assert error in result.out + result.err
    assert not Path("out").exists()
    assert [path.name for path in Path("full").iterdir()] == ["thesis.txt"]


def test_a_link_in_the_folder_of_a_site_is_not_followed(run: Run, stories: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "public", tmp_path / "elsewhere"
    assert run("site", str(stories), "-o", str(out)).code == 0
    elsewhere.mkdir()
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(elsewhere / "index.html")
    result = run("site", str(stories), "-o", str(out))
    assert result.code == 2
    assert "is a link" in result.out + result.err
    assert not list(elsewhere.iterdir())


def test_what_is_no_story_is_named(run: Run, stories: Path, tmp_path: Path) -> None:
    (stories / "net.gml").write_text("graph [ ]")
    (stories / "articles").mkdir()
    for beside in (".hidden", "x.json.journal", "x.drafts.json", "x.html"):
        (stories / beside).write_text("")
    lines = run("site", str(stories), "-o", str(tmp_path / "two")).out.splitlines()
    assert any(line.endswith("is read: 'articles', 'net.gml', 'notes.md'.") for line in lines)


def test_what_a_foreign_file_loses_is_told_on_its_page(run: Run, stories: Path, tmp_path: Path) -> None:
    (stories / "edges.csv").write_text("source,type,target,date,mood\nA,met,B,2025-07-10,good\n")
    assert read_stories(str(stories))[0][0].name == "edges"
    result = run("site", str(stories), "-o", str(tmp_path / "public"))
    assert "edges: " in result.out
    (note,) = [line.removeprefix("edges: ") for line in result.out.splitlines() if line.startswith("edges: ")]
    assert note in unescape((tmp_path / "public" / "edges" / "index.html").read_text("utf-8"))


def test_the_command_is_one_of_the_program() -> None:
    assert "site" in graphkit.list_commands(None)


def test_a_story_may_have_a_name_that_is_no_utf_8(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    made = tmp_path / "in" / "caf\udce9.json"
    try:
        run("new", made)
        raw = json.loads(made.read_text("utf-8"))
    except OSError:  # as on macOS, whose names are all UTF-8
        return
    del raw["graph"]["title"]
    made.write_text(json.dumps(raw), "utf-8")
    assert run("--data", made, "export", tmp_path / "p.html").code == 0
    done = run("site", tmp_path / "in", "-o", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert "caf?" in (tmp_path / "out" / "index.html").read_text("utf-8")
