"""Holds the small example that a new dataset begins with, to be overwritten."""

from graphkit.model.entities import Actor, Dataset, Evidence, Link, Relation, Source


def example() -> Dataset:
    """Return three actors, three relations and two sources, with notes on how to write them."""
    return Dataset(
        title="A new story",
        description="Three relations to write over.",
        actors=(
            Actor(
                id="ada-lee",
                name="Ada Lee",
                kind="person",
                aliases=("Mayor Lee",),
                description="Mayor of Port City.",
            ),
            Actor(id="city-council", name="City Council", kind="government-body"),
            Actor(id="harbour-company", name="Harbour Company", kind="company", aliases=("Harbour Co",)),
        ),
        relations=(
            Relation(
                source="ada-lee",
                target="city-council",
                key="lee-leads-council",
                type="leads",
                note="A standing fact needs no date.",
                evidence=(Evidence(source="gazette-2025-03-05", paragraph=1),),
            ),
            Relation(
                source="city-council",
                target="harbour-company",
                key="council-to-license-harbour",
                type="licensed",
                when="2025-04/",
                status="planned",
                summary="The council is to license the new quay from April on.",
                note="2025-04/ begins in April and has no known end; the company says so, hence the voice.",
                links=(Link(rel="responds-to", relation="lee-met-harbour"),),
                evidence=(Evidence(source="herald-2025-03-06", paragraph=4, attribution="harbour-company"),),
            ),
            Relation(
                source="ada-lee",
                target="harbour-company",
                key="lee-met-harbour",
                type="met",
                when="2025-03-04",
                summary="Lee met the company about a new quay.",
                evidence=(
                    Evidence(source="gazette-2025-03-05", paragraph=3),
                    Evidence(source="herald-2025-03-06", paragraph=2),
                ),
            ),
        ),
        sources=(
            Source(
                id="gazette-2025-03-05",
                publisher="Port Gazette",
                title="Mayor talks quay",
                published="2025-03-05",
            ),
            Source(id="herald-2025-03-06", publisher="The Herald", published="2025-03-06"),
        ),
    )


COMMENTS = {
    "actors.csv": [
        "# One actor a row. An id left empty is made from the name.",
        "# kind: person, company, government-body, country, place, organisation, media, product ...",
        "# aliases are parted by semicolons; ids are such as wikidata: Q182477,",
        "# attributes such as country: US; born: 1961-03.",
    ],
    "relations.csv": [
        "# One relation a row: source type target, each actor by id, name or alias.",
        "# when: 2025-03-04, 2025-03, 2025-04/ (end unknown), [2025-03-03..2025-03-09] (a day of that week).",
        "# evidence: source#paragraph (voice), parted by semicolons; status: actual, planned or denied.",
    ],
    "sources.csv": [
        "# One document a row; evidence names its id. published: 2025-03-05, or 2025-03 where that is all."
    ],
}
"""Comments in a new table, under its headings."""
