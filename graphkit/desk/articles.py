"""Gives the articles of the drafts with what was found in them, and takes new ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from graphkit.cli.articles import answers, found_in, grounds
from graphkit.desk import verbs
from graphkit.desk.completing import only
from graphkit.desk.dataset import OpenDataset
from graphkit.errors import GraphkitError
from graphkit.model.entities import Evidence
from graphkit.model.ids import id_from
from graphkit.reading import drafts
from graphkit.reading.drafting import quoted, without_draft
from graphkit.storage.atomic import inside, write_atomically
from graphkit.storage.json_file import read_dataset
from graphkit.temporal import edtf

SUFFIXES = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}
"""The suffix of a file by the media type of an article."""
TOLD = ("publisher", "published", "title", "author", "url", "id")


def every(dataset: OpenDataset) -> dict[str, Any]:
    """Return the articles that were read, in that order, and how many drafts of each are in which state."""
    state = dataset.state()
    queue = drafts.settled(drafts.load(dataset.path), read_dataset(dataset.path))
    counts = Counter((draft.article, draft.state) for draft in queue.drafts)
    states = get_args(drafts.State)
    return {
        "articles": [
            {
                "source": drafts.as_json(each.source),
                "day": edtf.parse(each.source.published).words,
                "paragraphs": len(each.paragraphs),
                "drafts": {name: counts[each.source.id, name] for name in states},
            }
            for each in queue.articles
        ],
        "state": state,
    }


def one(dataset: OpenDataset, id: str) -> dict[str, Any] | None:
    """Return an article that was read: its paragraphs, what is found in them now, and its drafts.

    Front matter, which says who published it and when, is none of its paragraphs.
    A name that several actors have is given with all of them.
    Offsets count characters, not the units of UTF-16 that JavaScript counts.
    """
    state = dataset.state()
    own, queue = read_dataset(dataset.path), drafts.load(dataset.path)
    there = queue.article(id)
    if there is None:
        return None
    queue = drafts.settled(queue, own)
    read = grounds(own, there)
    chosen = [draft for draft in queue.drafts if draft.article == id]
    waits = (draft for draft in queue.waiting() if draft.article == id)
    told: list[drafts.Draft | Evidence] = [*waits, *quoted(own, id)]
    unsaid = without_draft(there.paragraphs, read.reading, told, read.known)
    every = without_draft(there.paragraphs, read.reading, (), read.known)
    actors = drafts.Actors(own)
    paragraphs = found_in(read.article.paragraphs, read.reading, read.article.after_front_matter)
    for mention in (each for paragraph in paragraphs for each in paragraph["mentions"]):
        party = drafts.Party(name=mention["name"], kind=mention["kind"], actor=mention["actor"])
        if (known := actors.one(party, id)) is not None:  # also of a name that many have, once it is accepted
            mention |= {"actor": known, "name": actors.by_id[known].name, "kind": actors.by_id[known].kind}
        mention["candidates"] = [actor.id for actor in ([] if mention["actor"] else actors.meant(party, id))]
    return {
        "source": drafts.as_json(there.source),
        "day": edtf.parse(there.source.published).words,
        "first": read.article.first,
        "paragraphs": paragraphs,
        "without_draft": [{"paragraph": number, "text": text} for number, text in unsaid],
        "may_tell": len(every),
        "drafts": answers(chosen, queue, own),
        "state": state,
    }


def add(
    dataset: OpenDataset, content: bytes, suffix: str, asked: Mapping[str, Sequence[str]]
) -> tuple[int, dict[str, Any]]:
    """Keep an article beside the dataset, read it as the command ``read`` does, and say what came of it.

    If it is refused, nothing is kept.
    """
    told = dict(zip(TOLD, only(asked, *TOLD), strict=True))
    name = id_from(*filter(None, (told["publisher"], told["published"], told["title"]))) or "article"
    place = _free(dataset.path.resolve(), name[:60].strip("-"), content, suffix)
    new = not place.exists()
    if new:
        write_atomically(place, content, follow=False, new=True)
    options = [f"--{field}={text}" for field, text in told.items() if text]
    run = dataset.run(["read", *options, "--format=json", "--", str(place)])
    text = "".join(run.parts)
    if run.code == 2:
        if new:
            place.unlink(missing_ok=True)
        return 422, verbs.explained("read", told, run.error.replace(str(place), "the article"))
    return 200, {**json.loads(text), "saved": True, "notes": list(run.notes), "state": dataset.state()}


def _free(dataset: Path, name: str, content: bytes, suffix: str) -> Path:
    """Return a file for an article: one that has its content already, else one that is not there."""
    digest = sha256(content).hexdigest()
    for length in range(8, len(digest) + 1):
        place = dataset.with_name(f"{name}-{digest[:length]}{suffix}")
        if not place.exists() or inside(place).read_bytes() == content:
            return place
    raise GraphkitError(f"{place}: is another file already; move it elsewhere")
