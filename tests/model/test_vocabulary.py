import json
from dataclasses import FrozenInstanceError, asdict
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from graphkit.errors import TypeNotFoundError
from graphkit.formats import read
from graphkit.formats.foreign_status import may_be_no_fact
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import RelationType
from graphkit.model.vocabulary import (
    KnownType,
    denied_by,
    families,
    matching,
    suggested,
    type_name,
    types_named,
    vocabulary,
)
from graphkit.queries.windows import window
from graphkit.storage.json_file import loads

WANTED = {
    "event": (
        "met visited told called interviewed announced assured praised criticised accused warned rejected "
        "threatened requested applied-to agreed invested forecast attended lost-revenue "
        "reported-on did-not-respond"
    ),
    "state": (
        "banned restricted required-licence licensed sanctioned eased excluded competes-with supplies "
        "sells-to uses plans"
    ),
    "either": "lobbied negotiated-with",
    "background": (
        "leads holds-office-in works-for part-of located-in founded owns makes designed-for represents"
    ),
}
ROWS = sorted(vocabulary().values(), key=lambda row: row.name)


@pytest.mark.parametrize(("kind", "names"), WANTED.items())
def test_every_type_of_the_design_is_there_with_its_kind(kind: str, names: str) -> None:
    assert {name: vocabulary()[name].kind for name in names.split()} == dict.fromkeys(names.split(), kind)


def test_newsroom_is_a_family_of_its_own() -> None:
    assert {row.name for row in ROWS if row.newsroom} == {"reported-on", "did-not-respond"}


def test_background_is_a_kind_and_a_family_at_once() -> None:
    assert {row.name for row in ROWS if row.background} == {
        row.name for row in ROWS if row.family == "background"
    }


def test_at_most_eight_families_each_used_and_explained() -> None:
    names = [family.name for family in families()]
    assert len(names) == len(set(names)) <= 8
    assert {row.family for row in ROWS} == set(names)
    assert all(family.label and family.meaning.endswith(".") for family in families())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_is_whole(row: KnownType) -> None:
    assert vocabulary([RelationType.model_validate(asdict(row))])[row.name] == row
    assert row.meaning
    assert row.meaning.endswith(".")
    assert bool(row.inverse) != row.symmetric
    assert row.name == row.name.lower().strip().replace(" ", "-")


def test_codes_have_the_form_of_their_schemes() -> None:
    assert all(row.cameo.isdigit() and len(row.cameo) == 3 for row in ROWS if row.cameo)
    assert all(row.plover.isupper() for row in ROWS if row.plover)
    assert all(row.ftm[0].isupper() for row in ROWS if row.ftm)


def test_names_are_not_families_too_unless_they_mean_the_same() -> None:
    assert not {row.name for row in ROWS} & {family.name for family in families()}


@pytest.mark.parametrize(
    ("kind", "day", "interval"),
    [("event", False, True), ("state", True, True), ("either", False, True), ("background", True, True)],
)
def test_what_lasts(kind: str, day: bool, interval: bool) -> None:
    row = RelationType(name="x", kind=kind)  # type: ignore[arg-type]
    assert (row.lasts(interval=False), row.lasts(interval=True)) == (day, interval)


def test_labels_read_from_both_ends() -> None:
    known = vocabulary()
    assert known["required-licence"].label() == "required licence"
    assert known["required-licence"].label(forward=False) == "needs a licence from"
    assert known["met"].label(forward=False) == "met"
    assert RelationType(name="looked-at", kind="event").label(forward=False) == "looked at by"


def test_a_row_never_changes_and_knows_its_keys() -> None:
    own = RelationType(name="x", kind="event")
    for row in (own, vocabulary()["met"], vocabulary([own])["x"]):
        with pytest.raises((ValidationError, FrozenInstanceError)):
            row.kind = "state"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        RelationType(name="x", kind="event", colour="red")  # type: ignore[call-arg]


def test_a_type_is_the_same_with_its_model_and_without() -> None:
    own, other = (RelationType(name="bribed", kind=kind, synonyms=("paid",)) for kind in ("event", "state"))
    known = vocabulary([own])["bribed"]
    assert type(known) is KnownType
    assert own == known == own
    assert len({own, known, RelationType.model_validate(known)}) == 1
    assert other != known != other


def test_own_types_are_added_and_take_the_place_of_shipped_ones() -> None:
    own = [RelationType(name="met", kind="state"), RelationType(name="bribed", kind="event")]
    known = vocabulary(own)
    assert known["met"].kind == "state"
    assert known["bribed"].kind == "event"
    assert vocabulary()["met"].kind == "event"
    assert "bribed" not in vocabulary()


def test_the_types_of_a_dataset_are_used() -> None:
    content = {
        "directed": True,
        "multigraph": True,
        "graph": {
            "format": "graphkit/1",
            "relation_types": [
                {"name": "bribed", "kind": "state", "inverse": "bribed by", "family": "restriction"}
            ],
        },
        "nodes": [
            {"id": "ann", "name": "Ann", "kind": "person"},
            {"id": "bob", "name": "Bob", "kind": "person"},
        ],
        "edges": [
            {"source": "ann", "target": "bob", "key": "suit", "type": "bribed", "when": "2025-04/2025-06"}
        ],
    }
    graph = build_graph(loads(json.dumps(content)))
    assert index(graph).by_id["suit"].lasts
    assert list(window(graph, "2025-05", "2025-05", types=["bribed"]).edges(keys=True)) == [
        ("ann", "bob", "suit")
    ]
    assert window(graph, types=["restriction"]).number_of_edges() == 1
    assert window(graph, types=["trade"]).number_of_edges() == 0


def test_types_are_named_by_name_or_family() -> None:
    known = vocabulary()
    assert types_named(["met"], known) == {"met"}
    assert types_named(["newsroom", "met"], known) == {"reported-on", "did-not-respond", "met"}
    assert types_named([], known) == frozenset()


@pytest.mark.parametrize(
    ("name", "near"), [("meet", "met"), ("BANNED", "banned"), ("restrictions", "restriction")]
)
def test_a_mistyped_type_gets_the_nearest(name: str, near: str) -> None:
    with pytest.raises(TypeNotFoundError, match="no relation type called") as caught:
        types_named([name], vocabulary())
    assert caught.value.candidates[0] == near


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_type_has_words_for_each_tense_from_both_ends(row: KnownType) -> None:
    assert row.past
    assert row.present
    assert row.past != row.present
    verbs = [row.verb(past=past, forward=forward) for past in (True, False) for forward in (True, False)]
    assert len(set(verbs)) == (2 if row.symmetric else 4)
    assert row.synonyms
    assert row.name not in row.synonyms


def test_verbs_read_in_every_tense_from_both_ends() -> None:
    known = vocabulary()
    assert known["invested"].verb(past=True) == "invested in"
    assert known["invested"].verb(past=True, forward=False) == "received an investment from"
    assert [known["owns"].verb(past=past) for past in (True, False)] == ["owned", "owns"]
    assert known["owns"].verb(past=True, forward=False) == "was owned by"
    assert known["acquired"].verb(past=False, forward=False) == "is acquired by"
    assert RelationType(name="looked-at", kind="state").verb(past=True) == "looked at"


def test_a_type_of_a_file_from_before_there_were_verbs_still_reads() -> None:
    assert RelationType(name="guards", kind="state", inverse="guarded by").verb(past=False) == "guards"


@pytest.mark.parametrize(
    ("word", "type_"),
    [
        ("bought", "acquired"), ("buy", "acquired"), ("indicted", "charged"), ("fired", "dismissed"),
        ("lawsuit", "sued"), ("raid", "searched"), ("wife", "married-to"), ("ACQUIRED", "acquired"),
        ("aquired", "acquired"), ("banning", "banned"), ("took over", "acquired"), ("took-over", "acquired"),
    ],
)  # fmt: skip
def test_an_unknown_type_gets_what_it_means(word: str, type_: str) -> None:
    assert suggested(word, vocabulary())[0] == type_


@pytest.mark.parametrize(
    ("word", "not_meant"),
    [
        ("acquires", "assured"),
        ("scared", "searched"),
        ("hated", "hired"),
        ("charmed", "fined"),
        ("xyz", "met"),
    ],
)
def test_a_type_that_is_only_spelt_a_little_like_it_is_not_suggested(word: str, not_meant: str) -> None:
    assert not_meant not in suggested(word, vocabulary())


def test_without_a_suggestion_none_is_made() -> None:
    assert suggested("zzz", vocabulary()) == suggested("", vocabulary()) == []
    with pytest.raises(
        TypeNotFoundError, match=r"'zzz'; choose a family \(agreement, .*'graphkit types' lists"
    ):
        types_named(["zzz"], vocabulary())


def test_types_are_searched_by_name_meaning_and_synonym() -> None:
    own = RelationType(name="bribed", kind="event", meaning="Paid for a favour.", family="graft")
    known = vocabulary([own])
    assert [row.name for row in matching("favour", known)] == ["bribed"]
    assert [row.name for row in matching("", known)][-1] == "bribed"
    assert len(matching("", known)) == len(known) == 91
    assert {row.name for row in matching("court GUILTY", known)} == {"convicted", "acquitted"}
    assert [row.name for row in matching("aquired", known)] == ["acquired"]
    assert "married-to" not in {row.name for row in matching("ban", known)}, "husband"
    assert "required-licence" in {row.name for row in matching("licen", known)}


@given(st.lists(st.text(st.sampled_from("aB1 -+#?=_(.é")), max_size=8))
def test_no_two_words_share_a_type_but_for_case_blanks_and_punctuation(words: list[str]) -> None:
    def bare(word: str) -> str:
        return "".join(char for char in word.casefold() if char not in " _(.")

    for one in words:
        for other in words:
            if type_name(one) == type_name(other):
                assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("1", "-1"), ("met", "met?"), ("a" * 130 + "b", "a" * 130 + "c")]
)
@pytest.mark.parametrize("suffix", [".tsv", ".graphml", ".gexf", ".cyjs", ".ftm"])
def test_no_reader_makes_one_type_of_two_words(tmp_path: Path, suffix: str, one: str, other: str) -> None:
    file = tmp_path / f"words{suffix}"
    if suffix == ".tsv":
        file.write_text(f"a\t{one}\tb\t2020\na\t{other}\tb\t2021\n", encoding="utf-8")
    elif suffix == ".graphml":
        graph = nx.MultiDiGraph()
        graph.add_edge("a", "b", label=one)
        graph.add_edge("a", "b", label=other)
        nx.write_graphml(graph, file)
    elif suffix == ".gexf":
        edges = "".join(
            f'<edge id="{place}" source="a" target="b" label="{word}"/>'
            for place, word in enumerate((one, other))
        )
        file.write_text(
            f'<gexf><graph><nodes><node id="a"/><node id="b"/></nodes><edges>{edges}</edges></graph></gexf>',
            encoding="utf-8",
        )
    elif suffix == ".cyjs":
        nodes = [{"data": {"id": id}} for id in "ab"]
        edges = [{"data": {"source": "a", "target": "b", "label": word}} for word in (one, other)]
        file.write_text(json.dumps({"elements": {"nodes": nodes, "edges": edges}}), encoding="utf-8")
    else:
        rows = [{"id": id, "schema": "Person", "properties": {"name": [id]}} for id in "ab"]
        rows += [
            {
                "id": f"link-{place}",
                "schema": "UnknownLink",
                "properties": {"subject": ["a"], "object": ["b"], "role": [word]},
            }
            for place, word in enumerate((one, other))
        ]
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert len({row.type for row in read(file).relations}) == 2


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("did not pay", "paid"), ("Didn't pay", "paid"), ("didn\u2019t_pay", "paid"), ("did-not-pay", "paid"),
        ("never paid", "paid"), ("has never paid", "paid"), ("has not yet paid", "paid"), ("not met", "met"),
        ("did not invest in", "invested"), ("does not apply to", "applied-to"), ("cannot pay", "paid"),
        ("is not a member of", "member-of"), ("was not married to", "married-to"), ("never lobby", "lobbied"),
        ("no meeting", None), ("did not hug", "hug"), ("not hugged", None), ("did not respond", None),
        ("does not respond to", None), ("found not guilty", None), ("no longer leads", None), ("paid", None),
        ("no-fly zone over", None), ("is no longer paid", None), ("not only paid", None), ("did not", None),
        ("", None), ("not", None), ("notified", None), ("north of", None), ("nottingham", None),
        ("nunca pagó", "pagó"), ("n'a pas payé", "a-payé"), ("n\u2019a jamais payé", "a-payé"),
        ("hat nie bezahlt", "hat-bezahlt"), ("non ha mai pagato", "ha-pagato"), ("nie mehr bezahlt", None),
        ("никогда не платил", "платил"), ("est à pas de", None), ("hat nicht bezahlt", None),
        ("n'a pas seulement payé", None), ("n'a pas que payé", None), ("n'a jamais payé que", None),
        ("didn't merely meet", None), ("did not meet only", None), ("hat nie nur bezahlt", None),
        ("nunca pagó solamente", None), ("не только платил", None), ("n'a pas encore payé", "a-encore-payé"),
    ],
)  # fmt: skip
def test_words_that_deny_a_type(words: str, denied: str | None) -> None:
    assert denied_by(words, vocabulary()) == denied


@pytest.mark.parametrize(
    ("words", "may_be_none"),
    [
        ("hat nicht bezahlt", True), ("no pagó", True), ("ex-consejera", True), ("consejera propuesta", True),
        ("ehemaliger Vorstand", True), ("never hugged", True), ("no longer leads", True), ("notified", False),
        ("paid", False), ("exported", False), ("formerly known as", False), ("north of", False), ("", False),
        ("hat nie nur bezahlt", True), ("didn't merely meet", True), ("did not just pay", True),
    ],
)  # fmt: skip
def test_words_that_may_tell_no_fact(words: str, may_be_none: bool) -> None:
    assert may_be_no_fact(words) is may_be_none


def test_no_type_is_the_denial_of_another() -> None:
    known = vocabulary()
    words = [word for row in known.values() for word in row.words()]
    assert not [word for word in words if denied_by(word, known) or may_be_no_fact(word)]
