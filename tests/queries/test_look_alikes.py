"""Names that look alike: letters of other scripts, widths, blanks and marks of format, and nothing else."""

import re
import unicodedata
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run, run
from datasets import actor, dataset, evidence, relation, source
from hypothesis import example, given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import UsageError
from graphkit.graph.build import build_graph
from graphkit.model.folding import words_of_name, written_alike
from graphkit.queries.look_alikes import look_alikes, look_of, near_names, sources_alike
from graphkit.storage.json_file import save_dataset

__all__ = ["run"]

LIKE_NVIDIA = [
    "Nv\u0456dia", "\u039dvidia", "Nvidia\u200b", "\uff2evidia", "Nv\u0456d\u0456\u0430", "Nvidia\ufeff",
    "\u202eNvidia",
]  # fmt: skip


@pytest.mark.parametrize("name", LIKE_NVIDIA)
def test_another_spelling_that_looks_the_same_is_found(name: str) -> None:
    graph = build_graph(
        dataset(actors=[actor("a", name="Nvidia"), actor("b", name=name), actor("c", name="Intel")])
    )
    assert look_alikes(graph) == [("a", "b")]
    (finding,) = gk.check_sources(graph)
    assert (finding.severity, finding.rule, finding.subject) == ("warning", "look-alike", "b")
    assert "graphkit merge b into a" in finding.message


@pytest.mark.parametrize("name", ["nvidia", "Nv\u00eddia", "Nvidi", "N vidia", "\u042f"])
def test_names_that_look_different_are_not(name: str) -> None:
    assert look_of(name) != look_of("Nvidia")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0639\u0644\u064a", "\u0639\u0644\u06cc"),
        ("\u0643\u0631\u064a\u0645", "\u06a9\u0631\u06cc\u0645"),
        ("김 민수", "김민수"),
    ],
)
def test_arabic_and_farsi_letters_and_korean_with_a_blank_look_alike(one: str, other: str) -> None:
    graph = build_graph(dataset(actors=[actor("a", name=one), actor("b", name=other)]))
    assert look_alikes(graph) == [("a", "b")]


def test_one_name_of_two_actors_is_no_look_alike_and_an_alias_counts() -> None:
    twins = dataset(actors=[actor("a", name="Police"), actor("b", name="Police")])
    assert look_alikes(build_graph(twins)) == []
    known = dataset(actors=[actor("a", name="Ada Lee", aliases=["Lee"]), actor("b", name="L\u0435e")])
    assert look_alikes(build_graph(known)) == [("a", "b")]


@pytest.mark.parametrize(
    "name",
    [
        "Dr. Ada Lee", "Dr.Ada Lee", "Prof. Dr. Ada Lee", "Baroness Ada Lee", "Prime Minister Ada Lee",
        "FRAU ADA LEE", "Mme Ada Lee", "la señora Ada Lee", "Pr\u00e9sidente Ada Lee",
        "Pre\u0301sidente Ada Lee",
    ],
)  # fmt: skip
def test_a_title_before_the_name_of_another_is_told_and_nobody_is_joined(name: str) -> None:
    people = [actor("a", "person", name=name), actor("b", "person", name="Ada Lee")]
    others = [actor("c", name="General Lee"), actor("d", name="Lee"), actor("e", "person", name="Dr. Ben")]
    findings = gk.check_sources(build_graph(dataset(actors=[*people, *others])))
    told = [(each.severity, each.rule, each.subject) for each in findings]
    assert told == [("warning", "look-alike", "a")] * (not name.startswith("la "))
    found = merge_datasets(dataset(actors=people[1:]), dataset(actors=people[:1]))
    assert [row.id for row in found.added] == ["a"]
    assert [row.words for row in found.apart] == ["b (Ada Lee) is called almost the same"] * len(told)


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("LEE Ada", "Ada Lee"), ("Lee, Ada", "Ada Lee"), ("ADA LEE", "Ada Lee"),
        ("LEF\u00c8VRE Jean-Pierre", "Jean-Pierre Lef\u00e8vre"),
        ("J.-P. Lefevre", "Jean-Pierre Lef\u00e8vre"),
        ("Lef\u00e8vre, J. P.", "Jean-Pierre Lef\u00e8vre"), ("Jose Pena", "Jos\u00e9 Pe\u00f1a"),
        ("Soren Oster", "S\u00f8ren \u00d8ster"), ("A. Lee", "Ada Lee"), ("Dr. A. Lee", "Ada Lee"),
    ],
)  # fmt: skip
def test_words_in_another_order_accents_and_initials_are_told_and_nobody_is_joined(
    name: str, like: str
) -> None:
    born = {"born": "1961"}
    people = [actor(id, "person", name=each, attributes=born) for id, each in (("a", name), ("b", like))]
    (finding,) = gk.check_sources(build_graph(dataset(actors=people)))
    assert (finding.rule, finding.subject) == ("look-alike", "a")
    assert finding.message.startswith(f"{name} may be {like} (b); if they are one: ")
    if name.casefold() != like.casefold():  # which an import takes for one name
        for here, there in (people, people[::-1]):
            found = merge_datasets(dataset(actors=[here]), dataset(actors=[there]))
            assert [row.words for row in found.apart] == [
                f"{here.id} ({here.name}) is called almost the same"
            ]


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("B. Lee", "Ada Lee"), ("P. J. Lee", "Jean Pierre Lee"), ("J. Lee", "Jean Pierre Lee"),
        ("A. L.", "Ada Lee"),
        ("Ada Leeds", "Ada Lee"), ("Group 1 of Region 2", "Group 2 of Region 1"), ("Google+", "Google"),
        ("Governor (Angola)", "Angola"), ("Ada", "Ada Lee"), ("\u674e\u660e", "\u738b\u660e"),
    ],
)  # fmt: skip
def test_other_names_are_not_told(name: str, like: str) -> None:
    people = [actor("a", "person", name=name), actor("b", "person", name=like)]
    assert gk.check_sources(build_graph(dataset(actors=people))) == ()


def test_a_person_is_no_company_and_an_organisation_has_no_initials() -> None:
    for kinds in (("person", "company"), ("company", "company")):
        two = [actor("a", kinds[0], name="A. Lee"), actor("b", kinds[1], name="Ada Lee")]
        assert gk.check_sources(build_graph(dataset(actors=two))) == ()
    two = [actor("a", "person", name="Lee Ada"), actor("b", "company", name="Ada Lee")]
    assert gk.check_sources(build_graph(dataset(actors=two))) == ()


NAMES = st.lists(
    st.sampled_from(["ada", "Anna", "Lee", "l", "A", "p", "Pe\u00f1a", "pena", "Dr.", "7"]),
    min_size=1,
    max_size=4,
)


@given(st.lists(NAMES.map(" ".join), max_size=8))
@example(["ada Anna l", "Anna ada Lee"])
@example(["A Lee", "ada Lee", "Anna Lee", "ada Lee"])
@example(["p Pe\u00f1a", "p pena", "Pe\u00f1a Pe\u00f1a"])
@example(["ada 7", "7 ada"])
@example(["ada 7", "A 7"])
def test_everybody_who_is_written_like_a_fuller_name_is_told_as_all_pairs_compared_tell(
    names: list[str],
) -> None:
    graph = build_graph(
        dataset(actors=[actor(str(at), "person", name=name) for at, name in enumerate(names)])
    )
    words = [words_of_name(name, person=True) for name in names]
    pairs = {
        frozenset((one, other))
        for one, other in combinations(range(len(names)), 2)
        if written_alike(words[one], words[other]) and names[one] != names[other]
    }
    found = {int(id): [*map(int, others)] for id, others in near_names(graph).items()}
    for id, others in found.items():
        assert {frozenset((id, other)) for other in others} <= pairs
        assert all(len("".join(words[other])) >= len("".join(words[id])) for other in others)
        assert all({*others}.isdisjoint(found.get(other, ())) for other in others)
    for pair in pairs:
        # The less full of the two is told to be the other, or one who is written like the other.
        one, other = pair
        assert any(
            frozenset((there, each)) in pairs or there == each
            for here, there in ((one, other), (other, one))
            for each in found.get(here, ())
        )


def test_names_of_the_same_initials_are_compared_only_with_short_ones(monkeypatch: Any) -> None:
    people = [actor(f"p{at}", "person", name=f"Lee Branch{at:03}x") for at in range(300)]
    people += [actor("short", "person", name="Lee B."), actor("number", "person", name="Lee 7")]
    people += [actor("long", "person", name="Lee 704")]
    compared = []
    monkeypatch.setattr(
        "graphkit.queries.look_alikes.written_alike",
        lambda one, other: compared.append((one, other)) or written_alike(one, other),
    )
    found = near_names(build_graph(dataset(actors=people)))
    assert found.keys() == {"short"}
    assert len(found["short"]) == 300
    assert len(compared) == 300


def test_aliases_that_two_share_are_compared_each_with_its_own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(
        "graphkit.queries.look_alikes.written_alike",
        lambda one, other: compared.append((one, other)) or written_alike(one, other),
    )
    aliases = tuple(f"Al {number}" for number in range(200))
    named = [actor("a", name="Ann", aliases=aliases), actor("b", name="Bo", aliases=(*aliases, "Lee, Ada"))]
    assert near_names(build_graph(dataset(actors=named))) == {}
    assert len(compared) <= 2 * len(aliases)
    named[0] = actor("a", name="Ann", aliases=(*aliases, "Ada Lee"))
    assert near_names(build_graph(dataset(actors=named))) == {"b": ["a"]}


def test_of_whom_a_name_may_be_each_is_named_and_none_is_chosen() -> None:
    names = ["A. Lee", "Ada Lee", "LEE Ada", "Anna Lee", "Ada Lee", "P. Roe", *["Pat Roe"] * 5]
    people = [actor(f"p{at}", "person", name=name) for at, name in enumerate(names)]
    found = gk.check_sources(build_graph(dataset(actors=people)))
    short, reversed_, many = sorted(
        (finding for finding in found if finding.rule == "look-alike"), key=lambda finding: finding.subject
    )
    assert short.message == (
        "A. Lee may be Anna Lee (p3), Ada Lee (p1) or Ada Lee (p4); "
        "if it is one of these: graphkit merge p0 into ID (in Python: gk.merge(graph, 'p0', 'ID'))"
    )
    assert reversed_.message == (
        "LEE Ada may be Ada Lee (p1) or Ada Lee (p4); "
        "if it is one of these: graphkit merge p2 into ID (in Python: gk.merge(graph, 'p2', 'ID'))"
    )
    assert many.message == (
        "P. Roe may be Pat Roe (p10), Pat Roe (p6), Pat Roe (p7) or one of 2 more; "
        "if it is one of these: graphkit merge p5 into ID (in Python: gk.merge(graph, 'p5', 'ID'))"
    )


@given(st.text(max_size=8))
def test_a_look_is_its_own_look_whatever_the_form(text: str) -> None:
    look = look_of(text)
    assert look_of(look) == look
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert look_of(unicodedata.normalize(form, text)) == look


def test_an_alias_that_is_the_name_of_another_is_told_unless_their_kinds_tell_them_apart() -> None:
    company = actor("a", "company", name="Acme", aliases=["Beta Ltd"])
    for kind, told in (("company", ["a"]), ("unknown", ["a"]), ("place", [])):
        graph = build_graph(dataset(actors=[company, actor("b", kind, name="Beta Ltd")]))
        assert [each.subject for each in gk.check_sources(graph) if each.rule == "same-name"] == told


def test_whom_a_merge_refuses_is_not_told_and_namesakes_are_whom_nothing_tells_apart() -> None:
    rows: list[tuple[str, dict[str, str]]] = [
        ("Peter Novak", {"born": "1980-01-15"}), ("Peter Novak", {"born": "1959-11-30"}),
        ("Peter Nov\u00e1k", {"Geburtsdatum": "15.01.1980"}), ("Novak Peter", {"born": "1959"}),
        ("Ada Lee", {"country": "US"}), ("Ada Lee", {"country": "CN"}), ("Ada Lee", {"country": "US"}),
    ]  # fmt: skip
    people = [actor(f"p{at}", "person", name=name, attributes=told) for at, (name, told) in enumerate(rows)]
    story = dataset(actors=people)
    found = gk.check_sources(build_graph(story))
    pairs = {(each.subject, *re.findall(r"\((p\d)\)", each.message)) for each in found}
    assert pairs == {("p0", "p2"), ("p3", "p1"), ("p6", "p4")}
    for one, other in pairs:
        gk.merge(story, one, other)
    with pytest.raises(UsageError, match="differ in born"):
        gk.merge(story, "p0", "p1")


def test_check_names_them_without_being_asked_about_sources(run: Run, tmp_path: Path) -> None:
    two = dataset(actors=[actor("a", name="Nvidia"), actor("b", name=LIKE_NVIDIA[0])])
    save_dataset(two, tmp_path / "x.json")
    done = run("check", tmp_path / "x.json")
    assert done.code == 0
    assert "look-alike" in done.out
    assert "1 warning" in done.out
    assert run("check", tmp_path / "x.json", "--severity", "warning").code == 1


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ({"url": "https://a.example/x"}, {"url": "http://WWW.a.example/x/?utm_source=y#z"},
         "the same address"),
        ({"url": "https://a.example/x?id=1"}, {"url": "https://a.example/x?id=2"}, None),
        ({"url": "https://a.example/#/x"}, {"url": "https://a.example/#/y"}, None),
        ({"url": "https://"}, {"url": "http://"}, None),
        ({"sha256": "0" * 64}, {"sha256": "0" * 64}, "the same checksum"),
        ({"url": "https://a.example/x", "sha256": "0" * 64},) * 2 + ("the same address",),
        ({"title": "Talks in Rome"}, {"title": "TALKS in Rome - The Paper"}, "the same publisher and title"),
        ({"title": "Talks in Rome"}, {"title": "Talks in Oslo"}, None),
        ({"title": "Leaders meet in Rome"}, {"title": "Leaders met in Rome"},
         "the same publisher, nearly the same title"),
        ({"title": "Profit of Q1 is up"}, {"title": "Profit of Q2 is up"}, None),
        ({"title": "Talks"}, {"title": "Talks", "publisher": "Another"}, None),
        ({"title": "Talks"}, {"title": "Talks", "published": "2025-07-16"}, None),
        ({"title": "Talks"}, {"title": "Talks", "published": "2025-07"}, "the same publisher and title"),
        ({"title": "Talks"}, {"title": "Talks", "derived_from": ("a",)}, None),
        ({}, {}, None),
    ],
)  # fmt: skip
def test_records_of_one_document_are_named(ours: Any, theirs: Any, why: str | None) -> None:
    records = [
        source(id, **{"publisher": "The Paper", **fields}) for id, fields in (("a", ours), ("b", theirs))
    ]
    found = sources_alike(records)
    assert [(one, other) for one, other, _ in found] == ([("b", "a")] if why else [])
    assert all(why and told.startswith(why) for *_, told in found)


SUED = "Acme sued Bolt in Rome on Monday."
LEFT = "Ann Lee left Bolt a day later."


@pytest.mark.parametrize(
    ("ours", "theirs", "more", "same"),
    [
        ([SUED], [SUED], {}, True),
        ([SUED], [f"{SUED[:4].upper()}{SUED[4:]}", LEFT], {}, True),
        ([SUED, LEFT], [SUED, "Bolt paid Ann Lee for it."], {}, False),
        (["He denied it all."], ["He denied it all."], {}, True),
        (["He denied it."], ["He denied it."], {}, False),
        ([None], [None], {}, False),
        ([SUED], [SUED], {"publisher": "Another"}, False),
        ([SUED], [SUED], {"published": "2025-07-16"}, False),
        ([SUED], [SUED], {"derived_from": ("a",)}, False),
    ],
)
def test_two_records_of_one_publisher_with_the_same_words_look_like_one_document(
    ours: list[str | None], theirs: list[str | None], more: Any, same: bool
) -> None:
    records = source("a", publisher="The Paper"), source("b", **{"publisher": "The Paper", **more})
    quotes = [("a", quote) for quote in ours] + [("b", quote) for quote in theirs]
    found = sources_alike(records, [evidence(id, quote=quote) for id, quote in quotes])
    assert found == ([("b", "a", "the same publisher and words, and perhaps the same day")] if same else [])


def test_a_record_between_two_with_words_of_its_own_parts_them_from_no_later_one() -> None:
    records = [source(id, publisher="The Paper") for id in "abc"]
    said = {"a": [SUED, LEFT], "b": [SUED, "Bolt paid Ann Lee for it."], "c": [SUED]}
    found = sources_alike(records, [evidence(id, quote=quote) for id in said for quote in said[id]])
    assert [(one, other) for one, other, _ in found] == [("c", "b")]


def test_of_three_records_of_one_document_each_is_named_with_the_one_before() -> None:
    found = sources_alike([source(id, title="Talks", publisher="The Paper") for id in "abc"])
    assert [(one, other) for one, other, _ in found] == [("b", "a"), ("c", "b")]


def test_the_mend_is_in_the_words_of_whoever_asks(run: Run, tmp_path: Path) -> None:
    graph = build_graph(dataset(actors=[actor("a", name="Nvidia"), actor("b", name="Nvidi\u0430")]))
    (finding,) = gk.check_sources(graph)
    assert finding.message.endswith("graphkit merge b into a (in Python: gk.merge(graph, 'b', 'a'))")
    gk.save(graph, tmp_path / "x.json")
    (told,) = run("check", tmp_path / "x.json", "--format", "json").answer["findings"]
    assert told["message"].endswith("if they are one: graphkit merge b into a")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("DE", "Germany", "DE may be Germany (b), as DE is the code of that country"),
        ("DEU", "germany", "DEU may be germany (b), as DEU is the code of that country"),
        ("GB", "UK", "GB may be UK (b), as GB is the code of that country"),
        ("USA", "US", "US may be USA (a), as US is the code of that country"),
        ("Ivory Coast", "Cote d'Ivoire", "another name of that country"),
    ],
)
def test_a_code_of_a_country_beside_its_name_is_a_doubt(one: str, other: str, said: str) -> None:
    for kinds in (("country", "country"), ("unknown", "country"), ("unknown", "unknown")):
        rows = [actor(id, kind, name=name) for id, kind, name in zip("ab", kinds, (one, other), strict=True)]
        [finding] = gk.check_sources(build_graph(dataset(actors=rows)))
        assert (finding.severity, finding.rule) == ("warning", "look-alike")
        assert said in finding.message
        assert finding.message.count("graphkit merge") == 1


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("De", "Germany", ("unknown", "unknown")),
        ("DE", "Germany", ("company", "country")),
        ("IT", "Jordan", ("unknown", "unknown")),
        ("DE", "Germania", ("country", "country")),
        ("AL", "Albania", ("person", "person")),
        ("Georgia", "Jordan", ("country", "country")),
    ],
)
def test_no_code_or_no_country_is_no_doubt(one: str, other: str, kinds: tuple[str, str]) -> None:
    rows = [actor(id, kind, name=name) for id, kind, name in zip("ab", kinds, (one, other), strict=True)]
    assert gk.check_sources(build_graph(dataset(actors=rows))) == ()


def test_an_import_counts_the_codes_of_countries_that_are_there_by_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("source,type,target\nGermany,owns,Acme\nDE,owns,Bolt\n")
    made = run("import", tmp_path / "x.csv", "--into", tmp_path / "x.json")
    assert "1 pair of actors may each be one" in made.out
    checked = run("check", tmp_path / "x.json")
    assert "DE may be Germany (germany), as DE is the code of that country" in checked.out


@pytest.mark.parametrize("first", ["irakli", "xena"])
def test_who_has_the_name_as_an_alias_is_not_merged_into_the_bare_name(first: str) -> None:
    """Whichever id comes first, and however many relations the other has."""
    fuller = actor(first, "person", name="Irakli Lomidze", aliases=("Lomidze",))
    rows = [relation(f"r{number}", "lomidze", "bob") for number in range(3)]
    graph = build_graph(dataset(*rows, actors=[fuller, actor("lomidze", "person", name="Lomidze")]))
    (told,) = [finding for finding in gk.check_sources(graph) if finding.rule == "same-name"]
    assert f"graphkit merge lomidze into {first}" in told.message


@pytest.mark.parametrize(
    ("rule", "names"), [("look-alike", ("Nvidia", "Nvidi\u0430")), ("same-name", ("Nvidia", "Nvidia"))]
)
def test_of_two_that_may_be_one_the_less_known_is_merged(rule: str, names: tuple[str, str]) -> None:
    for more in (0, 1):
        told = [{}, {}]
        told[more] = {"description": "Makes chips."}
        actors = [actor(id, name=name, **fields) for id, name, fields in zip("ab", names, told, strict=True)]
        (finding,) = [
            each for each in gk.check_sources(build_graph(dataset(actors=actors))) if each.rule == rule
        ]
        assert f"graphkit merge {'ab'[1 - more]} into {'ab'[more]} " in finding.message
