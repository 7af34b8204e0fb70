"""Versions are computed once for each order of days; what is taken from there is what the rules give."""

from datasets import evidence, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import provenance
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Assertion
from graphkit.graph.version_cache import VersionCache, date_of
from graphkit.model.vocabulary import vocabulary

TYPES = vocabulary()
DAYS = st.integers(1, 28).map("2025-07-{:02}".format)
DATES = DAYS | st.sampled_from(["2025-07", "2025", "2025-07-09~", "2025-07-03?"])
WHENS = (
    DATES
    | st.builds("{}/".format, DAYS)
    | st.builds("/{}".format, DAYS)
    | st.builds("{}/..".format, DAYS)
    | st.integers(1, 14).flatmap(lambda first: DAYS.map(lambda day: f"2025-06-{first:02}/{day}"))
    | st.sampled_from(["2025-06/2025-07", "../2025-07-04", "[2025-07-02,2025-07-20]", "[..2025-07-15]"])
)
SOURCES = st.fixed_dictionaries(
    {
        id: st.builds(
            lambda day, publisher, parents, id=id: source(id, day, publisher=publisher, derived_from=parents),
            DATES | st.just("[2025-07-01,2025-07-20]"),
            st.sampled_from(["The Paper", "The Wire"]),
            st.sampled_from([(), (), (), ("a",)]) if id != "a" else st.just(()),
        )
        for id in "abc"
    }
)
ENTRIES = st.builds(
    lambda source, voice, more: evidence(source, attribution=voice, **more),
    st.sampled_from("abc"),
    st.sampled_from([None, None, "ann", "unnamed"]),
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["met", "banned"]),
            "status": st.sampled_from(["actual", "planned"]),
            "stance": st.just("contradicts"),
            "dated": st.just(False),
            "attests": st.sampled_from([True, False, "2025-07-05"]),
            "said": DAYS,
            "when": WHENS,
        },
    ),
)
RELATIONS = st.builds(
    lambda type, when, status, entries: (
        {"type": type, "status": status}
        | ({"when": when} if when else {})
        | ({"evidence": tuple(entries)} if entries else {})
    ),
    st.sampled_from(["met", "banned", "leads", "invested"]),
    st.none() | WHENS,
    st.sampled_from(["actual", "actual", "planned", "denied"]),
    st.lists(ENTRIES, max_size=3),
)


@given(SOURCES, st.lists(RELATIONS, min_size=1, max_size=25))
def test_versions_are_those_of_the_rules(sources, relations):
    cache, ancestry = VersionCache(sources, TYPES), Ancestry.of_sources(sources)
    for fields in relations:
        claim = Assertion(
            TYPES[fields["type"]], date_of(fields), fields["status"], fields.get("evidence", ())
        )
        assert cache.versions(fields) == provenance.versions(claim, sources, ancestry)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["met", "banned", "leads"]),
            st.sampled_from(["{}", "{}/", "/{}"]),
            st.sampled_from([None, "ann"]),
            *[DAYS] * 3,
        ),
        max_size=40,
    )
)
def test_so_they_are_where_many_differ_in_their_days_alone(told):
    sources = {f"{number}{name}": source(f"{number}{name}", day)
               for number, (*_, a, b) in enumerate(told) for name, day in (("x", a), ("y", b))}  # fmt: skip
    cache, ancestry = VersionCache(sources, TYPES), Ancestry.of_sources(sources)
    for number, (type, form, voice, when, *_) in enumerate(told):
        entries = tuple(evidence(f"{number}{name}", attribution=voice) for name in "xy")
        fields = {"type": type, "when": form.format(when), "evidence": entries}
        claim = Assertion(TYPES[type], date_of(fields), "actual", entries)
        assert cache.versions(fields) == provenance.versions(claim, sources, ancestry)
