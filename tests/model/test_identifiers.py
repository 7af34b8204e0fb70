"""Tests that one identifier of two actors is an error, and joins across files, however it is written."""

import pytest
from datasets import actor, dataset

from graphkit.editing.merge_datasets import merge_datasets
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import Dataset

SAME = [
    ({"wikidata": "Q42"}, {"wikidata": "Q42"}),
    ({"wikidata": "Q42"}, {"Wikidata": "https://www.wikidata.org/wiki/Q42"}),
    ({"lei": "529900T8BM49AURSDO55"}, {"LEI": "529900t8bm49aursdo55"}),
    ({"org-id": "GB-COH-01234567"}, {"org-id": "gb-coh-01234567"}),
    ({"viaf": "1", "imdb": "nm1"}, {"imdb": "nm1"}),
]
OTHER = [
    ({"wikidata": "Q42"}, {"wikidata": "Q43"}),
    ({"viaf": "42"}, {"imdb": "42"}),
    ({"own": "a"}, {"own": "A"}),
    ({}, {}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_identifier_of_two_actors_is_an_error_that_names_both(
    one: dict[str, str], other: dict[str, str]
) -> None:
    rows = actor("a", name="Ada Lee", ids=one), actor("b", name="Ben Ray", ids=other)
    (fault,) = inconsistencies(Dataset(actors=rows))
    assert "'Ben Ray' (actor 'b') has the same identifier as 'Ada Lee' (actor 'a')" in fault.message
    assert "merge the two if they are one" in fault.message


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_identifiers_are_none(one: dict[str, str], other: dict[str, str]) -> None:
    assert inconsistencies(Dataset(actors=(actor("a", ids=one), actor("b", ids=other)))) == []


@pytest.mark.parametrize(("one", "other"), SAME)
def test_an_import_joins_by_it(one: dict[str, str], other: dict[str, str]) -> None:
    here, there = dataset(actors=[actor("a", name="Ada Lee", ids=one)]), actor("b", name="A. L.", ids=other)
    found = merge_datasets(here, dataset(actors=[there]))
    assert [(row.name, row.aliases) for row in found.dataset.actors] == [("Ada Lee", ("A. L.",))]
    assert "same " in found.merged[0].words


@pytest.mark.parametrize(("one", "other"), OTHER[:1])
def test_a_name_does_not_join_against_it(one: dict[str, str], other: dict[str, str]) -> None:
    here, there = (dataset(actors=[actor(id, name="Ada", ids=ids)]) for id, ids in (("a", one), ("b", other)))
    assert len(merge_datasets(here, there).dataset.actors) == 2
