"""Packs a payload for the page: everything once, in columns, named by numbers; as ``data.js`` unpacks it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from graphkit.model.entities import UNNAMED
from graphkit.page.columns import packed
from graphkit.page.payload import ENDLESS, Row


def page_data(payload: Row) -> Row:
    """Return a payload as the script reads it: columns that name things by number."""
    actors, relations = payload["actors"], payload["relations"]
    number = {actor["id"]: place for place, actor in enumerate(actors)}
    row_of = {relation["id"]: place for place, relation in enumerate(relations)}
    types = {type_["name"]: place for place, type_ in enumerate(payload["types"])}
    kinds = {kind["name"]: place for place, kind in enumerate(payload["kinds"])}
    versions = [version for relation in relations for version in relation["versions"]]
    evidence = [entry for relation in relations for entry in relation["evidence"]]
    voices = {id: place for place, id in enumerate(_by_frequency(versions, evidence))}
    speakers = [*number, *(source["id"] for source in payload["sources"]), UNNAMED]
    speaker = {id: place for place, id in enumerate(speakers)}
    return {
        **payload,
        "actors": packed(
            [{**actor, "kind": kinds[actor["kind"]], "lines": _words_in(actor["lines"])} for actor in actors]
        ),
        "sources": packed(payload["sources"]),
        # An actor by its number, a source after the last actor, unnamed ones after the last source.
        "voices": [speaker.get(id, id) for id in voices],
        "relations": packed(
            [
                {
                    **relation,
                    "source": number[relation["source"]],
                    "target": number[relation["target"]],
                    "type": types[relation["type"]],
                    "about": [number[actor] for actor in relation.get("about", ())] or None,
                    "links": [[rel, row_of[id]] for rel, id in relation.get("links", ())] or None,
                    "versions": len(relation["versions"]),
                    "entries": len(relation["evidence"]),
                    "evidence": None,
                }
                for relation in relations
            ]
        ),
        "versions": packed(
            [
                {
                    **row,
                    "bounds": _short(row.get("bounds")),
                    "voices": [voices[id] for id in row.get("voices", ())],
                }
                for row in versions
            ]
        ),
        "evidence": packed(
            [{**entry, "voice": voices[entry["voice"]] if "voice" in entry else None} for entry in evidence]
        ),
    }


def _words_in(lines: Sequence[str]) -> list[int] | None:
    """Return how many words each line of a label holds, or None for a label of one line."""
    return [len(line.split()) for line in lines] if len(lines) > 1 else None


def _short(bounds: Sequence[int] | None) -> Any:
    """Return four bounds as the one day that all of them are, or the two of an event, where that is all.

    Of others, the earliest ones at minus infinity and the latest ones at infinity are None.
    """
    if bounds is None:
        return None
    if bounds[:2] == bounds[2:]:
        return bounds[0] if bounds[0] == bounds[1] else bounds[:2]
    usual = (-ENDLESS, ENDLESS) * 2
    return [None if day == infinity else day for day, infinity in zip(bounds, usual, strict=True)]


def _by_frequency(versions: Sequence[Row], evidence: Sequence[Row]) -> list[str]:
    """Return the voices, the most frequent first: they get the shortest numbers."""
    counts = Counter(id for row in versions for id in row.get("voices", ()))
    counts.update(entry["voice"] for entry in evidence if "voice" in entry)
    return [id for id, _ in counts.most_common()]
