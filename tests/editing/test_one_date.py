"""The end that a newer version of a list states gets in; who did not know of it does not vouch for it."""

import pytest
from datasets import actor, dataset, evidence, relation, source

from graphkit.editing.merge_datasets import MergeResult, merge_datasets
from graphkit.editing.one_date import with_one_date
from graphkit.graph.build import assemble
from graphkit.graph.index import index
from graphkit.model.entities import Dataset, Evidence, Relation
from graphkit.temporal.calendar import iso

DAYS = {"may": "2024-05-01", "june": "2024-06-01", "july": "2024-07-01"}


def version(month: str, **fields: object) -> Dataset:
    """Return the list of a month, with the one listing that it has."""
    told = fields.pop("evidence", [evidence(month)])
    return dataset(
        relation("listing", "eu", "ann", type="sanctioned", evidence=told, **fields),
        actors=[actor("eu", "government-body", name="EU"), actor("ann", "person", name="Ann Example")],
        sources=[source(month, publisher="list", published=DAYS[month])],
    )


def followed(*versions: Dataset) -> MergeResult:
    found = merge_datasets(Dataset(), versions[0])
    for each in versions[1:]:
        found = merge_datasets(found.dataset, each)
    return found


OPEN, OVER = version("may", when="2022-04-06/"), version("june", when="2022-04-06/2024-05-20")


def test_an_end_that_a_newer_version_states_is_taken() -> None:
    found = followed(OPEN, OVER)
    (row,) = found.dataset.relations
    assert (found.refused, row.when) == ((), "2022-04-06/2024-05-20")
    assert row.evidence == (Evidence(source="may", when="2022-04-06/"), Evidence(source="june"))
    assert found.merged[-1].words == "1 more evidence; gets when, evidence"
    graph_index = index(assemble(found.dataset))
    before, after = graph_index.versions_by_position[0]
    assert (before.end_unknown, after.end_unknown, after.dates_differ) == (True, False, False)
    assert after.bounds is not None
    assert iso(after.bounds.latest_end) == "2024-05-20"


def test_the_order_of_the_versions_makes_no_difference_and_a_second_time_neither() -> None:
    there, back = followed(OPEN, OVER).dataset.relations[0], followed(OVER, OPEN).dataset.relations[0]
    assert back == there.model_copy(update={"evidence": there.evidence[::-1]})
    again = followed(OPEN, OVER, OPEN, OVER)
    assert again.dataset.relations[0] == there
    assert not again.merged


def test_what_a_newer_version_reports_as_still_so_contradicts_an_end() -> None:
    found = followed(OVER, version("july", when="2022-04-06/"))
    assert "take that by graphkit edit listing when=2022-04-06/, or" in found.refused[0].words
    assert found.dataset.relations == OVER.relations
    other = followed(version("july", when="2022-04-06/"), OVER)
    assert "take that by graphkit edit listing when=2022-04-06/2024-05-20, or" in other.refused[0].words


@pytest.mark.parametrize(
    ("one", "other", "when"),
    [
        ({"when": "2022-04-06/.."}, {"when": "2022-04-06/2024-05-20"}, "2022-04-06/2024-05-20"),
        ({}, {"when": "/2024-05-20"}, "/2024-05-20"),
        ({"when": "2022/"}, {"when": "2022-04-06/2024-05"}, "2022-04-06/2024-05"),
        ({"when": "2022-04-06/2024"}, {"when": "2022-04/2024-05"}, "2022-04-06/2024-05"),
        ({"when": "2022/"}, {"when": "2022-04/"}, "2022-04/"),
        ({}, {"when": "2022-04/"}, "2022-04/"),
        ({"begins": "2022", "ends": "[2022..2024-05-01]"}, {"when": "2022/2023-05"}, "2022/2023-05"),
    ],
)
def test_on_each_side_the_more_exact_is_taken(one: dict[str, str], other: dict[str, str], when: str) -> None:
    found = followed(version("may", **one), version("june", **other))
    assert (found.refused, found.dataset.relations[0].when) == ((), when)


def test_a_later_day_by_which_it_was_over_leaves_the_earlier_one() -> None:
    over = [
        version(
            month,
            begins="2015",
            ends=f"[2015..{DAYS[month]}]",
            evidence=[Evidence(source=month, attests=False)],
        )
        for month in ("may", "june")
    ]
    found = followed(*over)
    (row,) = found.dataset.relations
    assert (found.refused, row.ends) == ((), "[2015..2024-05-01]")
    assert row.evidence[1] == Evidence(source="june", when="2015/", attests=False)


@pytest.mark.parametrize(
    "other",
    [
        {"when": "2021-04-06/2024-05-20"},
        {"when": "2024-05-20"},
        {"when": "2022-04-06/2024-05-20", "status": "denied"},
        {"when": "2022-04-06/2024-05-20", "type": "banned"},
    ],
)
def test_what_differs_otherwise_is_refused_as_before(other: dict[str, str]) -> None:
    type_ = other.pop("type", "sanctioned")
    rows = version("june", **other)
    (row,) = rows.relations
    rows = rows.model_copy(update={"relations": (row.model_copy(update={"type": type_}),)})
    found = followed(OPEN, rows)
    assert len(found.refused) == 1
    assert found.dataset.relations == OPEN.relations


def test_single_dates_stay() -> None:
    one, other = Relation(source="a", target="b", key="r", type="met", when="2024"), OPEN.relations[0]
    assert with_one_date(one, other, {}) == (one, other)


@pytest.mark.parametrize("when", ["2024-04-02", "2022/2024-04-02", "2022/", "2022~/.."])
@pytest.mark.parametrize("type_", ["met", "sanctioned"])
def test_who_gives_no_date_vouches_for_none(when: str, type_: str) -> None:
    one, other = (
        each.model_copy(update={"relations": (each.relations[0].model_copy(update={"type": type_}),)})
        for each in (version("may", when=when), version("june"))
    )
    found = followed(one, other)
    (row,) = found.dataset.relations
    assert (found.refused, row.when) == ((), when)
    assert row.evidence == (Evidence(source="may"), Evidence(source="june", dated=False))
    again = followed(one, other, one, other)
    assert not again.merged
    assert again.dataset == found.dataset


_FORMS: list[dict[str, str]] = [
    {}, {"begins": "2022"}, {"ends": "2023"}, {"begins": "2022", "ends": "[2022..2023]"},
    {"begins": "[2021..2022]"},
    *(
        {"when": when}
        for when in (
            "2022", "2022-04-06", "2022/", "2022-04/", "2022/2023", "2022-04-06/2023-05-01", "/2023",
            "../2023", "2022/..", "2022~/2023", "202X/2023", "[2022-01..2022-04]",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("first", _FORMS, ids=str)
def test_of_any_two_dates_nobody_vouches_for_one_that_is_not_his(first: dict[str, str]) -> None:
    for second in _FORMS:
        versions = {"may": version("may", **first), "june": version("june", **second)}
        found = followed(*versions.values())
        (row,) = found.dataset.relations
        turned = followed(*reversed(versions.values()))
        assert bool(turned.refused) == bool(found.refused), second
        if found.refused:
            continue
        date, other = ((each.when, each.begins, each.ends) for each in (row, turned.dataset.relations[0]))
        assert date == other
        for entry in row.evidence:
            own = versions[entry.source].relations[0]
            assert entry.when or not entry.dated or date == (own.when, own.begins, own.ends), second


def test_evidence_that_is_there_stays_as_it_is() -> None:
    both = [evidence("may"), evidence("june")]
    one = version("june", when="2024-04-02", evidence=[evidence("june")])
    found = followed(one, version("june", evidence=[evidence("june")]))
    assert found.dataset == one
    dated = version("may", begins="2024-04-02", evidence=both[:1])
    assert followed(dated, version("may")).dataset == dated
