"""Measures how much of coded articles is proposed without a model: ``python -m benchmarks.reading FOLDER``.

A folder holds pairs NN.txt, an article, and NN.json, its coding made by a person: ``publisher``, ``title``,
``published``, ``known`` (actors with name, kind, aliases), ``mentions`` (paragraph, text, actor), ``dates``
(paragraph, text, edtf) and ``relations`` (paragraph, source, target, type, when, status, voice, and ``hard``
where one must know more than the words). Paragraphs count from 1, the title and the by line left out.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from graphkit.model.entities import Actor
from graphkit.model.folding import folded
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import read_article
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
from graphkit.reading.spelling import TITLES
from graphkit.reading.text import text_of
from graphkit.temporal import edtf

COLUMNS = (
    ("mentions", "mentions", "coded mentions"),
    ("pairs", "pairs", "coded pairs"),
    ("plain", "plain pairs", "coded plain pairs"),
    ("types", "types", "pairs"),
    ("whens", "dates", "dated"),
    ("phrases", "phrases", "resolved"),
    ("statuses", "status", "pairs"),
    ("voices", "voice", "pairs"),
)
"""Key, heading, and of what it is a share."""


class Measured(NamedTuple):
    """How an article was read: counts by name, and in words what was missed, wrong or too much."""

    counts: Counter[str]
    remarks: list[str]


def measure(text: Path) -> Measured:
    """Read an article and compare it with its coding.

    Parameters
    ----------
    text : Path
        The article; its coding lies beside it.
    """
    coded: dict[str, Any] = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
    article = replace(
        read_article(text_of(text.read_bytes(), str(text))[0]),
        publisher=coded["publisher"],
        published=coded["published"],
    )
    actors = [
        Actor(id=f"actor-{number}", name=row["name"], kind=row["kind"], aliases=row.get("aliases") or ())
        for number, row in enumerate(coded["known"])
    ]
    reading = proposals.read(article, actors, vocabulary(()))
    shift = article.first - 1
    return compare(coded, reading, shift)


def compare(coded: dict[str, Any], reading: proposals.Reading, shift: int) -> Measured:
    """Compare what was read with a coding whose paragraphs count from another start."""
    meant = _canonical(coded)
    counts: Counter[str] = Counter()
    remarks: list[str] = []
    _compare_mentions(coded, reading, shift, meant, counts, remarks)
    _compare_phrases(coded, reading, shift, counts, remarks)
    proposed: dict[tuple[int, frozenset[str]], list[Proposal]] = {}
    for each in reading.proposals:
        pair = frozenset((meant(each.source.name), meant(each.target.name)))
        proposed.setdefault((each.paragraph - shift, pair), []).append(each)
    wanted: dict[tuple[int, frozenset[str]], list[dict[str, Any]]] = {}
    for row in coded["relations"]:
        pair = frozenset((meant(row["source"]), meant(row["target"])))
        wanted.setdefault((row["paragraph"], pair), []).append(row)
    where = _paragraphs(reading, shift, meant)
    for key, rows in wanted.items():
        counts["coded pairs"] += 1
        plain = not all(row.get("hard") for row in rows)
        counts["coded plain pairs"] += plain
        found = proposed.get(key, [])
        if not found:
            row = rows[0]
            hard = " (hard)" if not plain else ""
            sure = "plain" if plain else "hard"
            reason = (
                "an end is named nowhere"
                if any(name not in where for name in key[1])
                else "an end is not named in the paragraph"
                if any(key[0] not in where[name] for name in key[1])
                else "both ends are named in the paragraph"
            )
            counts[f"missed {sure}: {reason}"] += 1
            remarks.append(
                f"{key[0]}: missed{hard} {row['source']} -{row['type']}- {row['target']} {row['status']}"
            )
            continue
        counts["pairs"] += 1
        counts["plain"] += plain
        _compare_fields(rows, found, meant, counts, remarks)
    for key, found in proposed.items():
        rows = wanted.get(key, [])
        types = {row["type"] for row in rows}
        for number, each in enumerate(found):
            counts["proposals"] += 1
            verdict = "right" if rows and (number == 0 or each.type in types) else "wrong"
            counts[verdict] += 1
            counts[f"{verdict} without a doubt"] += not each.doubts
            if verdict == "wrong":
                remarks.append(f"{key[0]}: wrong {_told(each)} | {each.quote}")
    return Measured(counts, remarks)


def _compare_fields(
    rows: list[dict[str, Any]],
    found: list[Proposal],
    meant: Any,
    counts: Counter[str],
    remarks: list[str],
) -> None:
    row, best = max(
        ((row, each) for row in rows for each in found),
        key=lambda pair: (pair[0]["type"] == pair[1].type, _same_when(pair[0]["when"], pair[1].when)),
    )
    mutual = vocabulary(())[best.type].symmetric
    right_way = mutual or meant(row["source"]) == meant(best.source.name)
    ok = row["type"] == best.type and right_way
    counts["types"] += ok
    if not ok:
        remarks.append(
            f"{row['paragraph']}: other type {_told(best)}, "
            f"not {row['source']} -{row['type']}- {row['target']}"
        )
    if best.when is not None:
        counts["dated"] += 1
        right = _same_when(row["when"], best.when)
        counts["whens"] += right
        if not right:
            remarks.append(f"{row['paragraph']}: other date {_told(best)}, not {row['when']} | {best.quote}")
    elif row["when"] is not None:
        counts["undated"] += 1
        remarks.append(f"{row['paragraph']}: no date {_told(best)}, not {row['when']} | {best.quote}")
    status = row["status"] == best.status
    counts["statuses"] += status
    if not status:
        remarks.append(f"{row['paragraph']}: other status {_told(best)}, not {row['status']} | {best.quote}")
    voice = best.voice.name if isinstance(best.voice, Mention) else best.voice
    same = meant(row["voice"] or "") == meant(voice or "")
    counts["voices"] += same
    if not same:
        remarks.append(f"{row['paragraph']}: other voice {_told(best)}, not {row['voice']} | {best.quote}")


def _compare_mentions(
    coded: dict[str, Any],
    reading: proposals.Reading,
    shift: int,
    meant: Any,
    counts: Counter[str],
    remarks: list[str],
) -> None:
    for row in coded["mentions"]:
        counts["coded mentions"] += 1
        near = [
            each
            for each in reading.mentions.get(row["paragraph"] + shift, ())
            if _plain(each.text) in _plain(row["text"]) or _plain(row["text"]) in _plain(each.text)
        ]
        if any(meant(each.name) == meant(row["actor"]) for each in near):
            counts["mentions"] += 1
        else:
            seen = "; ".join(f"{each.text}={each.name}" for each in near)
            remarks.append(
                f"{row['paragraph']}: no mention {row['text']}={row['actor']}"
                + (f", but {seen}" if seen else "")
            )


def _compare_phrases(
    coded: dict[str, Any], reading: proposals.Reading, shift: int, counts: Counter[str], remarks: list[str]
) -> None:
    for row in coded["dates"]:
        counts["coded phrases"] += 1
        near = [
            each
            for each in reading.dates.get(row["paragraph"] + shift, ())
            if each.text in row["text"] or row["text"] in each.text
        ]
        near.sort(key=lambda each: each.text != row["text"])
        if not near:
            remarks.append(f"{row['paragraph']}: no phrase {row['text']}")
        elif near[0].edtf is not None:
            counts["resolved"] += 1
            right = _same_when(row["edtf"], near[0].edtf)
            counts["phrases"] += right
            if not right:
                remarks.append(
                    f"{row['paragraph']}: phrase {near[0].text} = {near[0].edtf}, not {row['edtf']}"
                )
        else:
            remarks.append(f"{row['paragraph']}: open phrase {near[0].text}, not {row['edtf']}")


def _paragraphs(reading: proposals.Reading, shift: int, meant: Any) -> dict[str, set[int]]:
    """Return in which paragraphs each actor is named, as they were read."""
    where: dict[str, set[int]] = {}
    for number, mentions in reading.mentions.items():
        for each in mentions:
            where.setdefault(meant(each.name), set()).add(number - shift)
    return where


def _canonical(coded: dict[str, Any]) -> Any:
    """Return what gives every name of an actor one form."""
    names: dict[str, str] = {}
    for row in coded["known"]:
        for alias in row.get("aliases") or ():
            names[_plain(alias)] = _plain(row["name"])
    longest: dict[str, int] = {}
    for row in coded["mentions"]:
        longest[row["actor"]] = max(longest.get(row["actor"], 1), len(row["text"].split()))
    for row in coded["mentions"]:
        actor = _plain(row["actor"])
        if len(row["text"].split()) > 1 or longest[row["actor"]] == 1:
            names.setdefault(_plain(row["text"]), names.get(actor, actor))

    def meant(name: str) -> str:
        bare = name.rpartition(" of ")[0]  # "Parliament of Ghana", where it is coded as Parliament
        return names.get(_plain(name)) or names.get(_plain(bare)) or _plain(name)

    return meant


def _plain(name: str) -> str:
    """Return a name without article, titles and signs: "Dr Ann Kerr" is Ann Kerr."""
    words = folded(name).removeprefix("the ").split(" ")
    while len(words) > 2 and words[0].strip(".") in TITLES:
        words = words[1:]
    bare = "".join(words)
    return "".join(sign for sign in bare if sign.isalnum())


def _same_when(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or edtf.parse(one).bounds == edtf.parse(other).bounds


def _told(each: Proposal) -> str:
    voice = each.voice.name if isinstance(each.voice, Mention) else each.voice
    return (
        f"{each.source.name} -{each.type}- {each.target.name} {each.when or ''} {each.status} voice {voice}"
    )


def table(rows: Iterable[tuple[str, Counter[str]]]) -> str:
    """Return the shares by article as a table in Markdown."""
    lines = [
        "| article | " + " | ".join(heading for _, heading, _ in COLUMNS) + " | wrong for each right |",
        "|---|" + "---:|" * (len(COLUMNS) + 1),
    ]
    for name, counts in rows:
        shares = [
            f"{counts[key]}/{counts[whole]} {100 * counts[key] / (counts[whole] or 1):.0f} %"
            for key, _, whole in COLUMNS
        ]
        wrong = counts["wrong"] / (counts["right"] or 1)
        lines.append(f"| {name} | {' | '.join(shares)} | {counts['wrong']}/{counts['right']} {wrong:.2f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of articles and their codings")
    parser.add_argument("--why", action="store_true", help="say what was missed and what is wrong")
    parser.add_argument("--totals", action="store_true", help="print what holds of all articles alone")
    options = parser.parse_args(arguments)
    total: Counter[str] = Counter()
    rows = []
    for text in sorted(options.folder.glob("*.txt")):
        counts, remarks = measure(text)
        rows.append((text.stem, counts))
        total += counts
        if options.why:
            print(f"{text.stem}\n  " + "\n  ".join(sorted(remarks)))
    missed = [f"{name}: {total[name]}" for name in sorted(total) if name.startswith("missed ")]
    print("\n".join(missed) + "\n")
    print(table([("all", total)] if options.totals else [*rows, ("all", total)]))


if __name__ == "__main__":
    main()
