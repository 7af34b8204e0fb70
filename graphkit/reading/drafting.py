"""Turns an article and a dataset into drafts: the source, and each proposal with who is meant in it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from graphkit.editing import edits
from graphkit.errors import DataError, Fault, UsageError
from graphkit.model.entities import Actor, Dataset, Source
from graphkit.model.folding import folded
from graphkit.model.ids import id_from
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.drafts import Draft, DraftArticle, Party
from graphkit.reading.mentions import Mention
from graphkit.reading.proposals import Proposal, Reading


class ReadArticle(NamedTuple):
    """An article as it was read for a dataset.

    ``article`` is what the file says, ``draft_article`` its source and paragraphs as the queue keeps them,
    ``reading`` what was found, ``drafts`` the proposals.
    """

    article: Article
    draft_article: DraftArticle
    reading: Reading
    drafts: list[Draft]


def read_for(dataset: Dataset, article: Article, name: str, told: Mapping[str, str | None]) -> ReadArticle:
    """Read an article for a dataset.

    Parameters
    ----------
    dataset : Dataset
        The dataset: its actors are known, and its types.
    article : Article
        The article.
    name : str
        The name of its file.
    told : mapping of str to str
        What the user says of it: ``publisher``, ``published``, ``title``, ``author``, ``url``, ``id``.

    Raises
    ------
    UsageError
        If nobody says who published it, or when.
    DataError
        If it has no text.
    """
    own = {field: value for field, value in told.items() if value and field != "id"}
    article = replace(article, **own)  # type: ignore[arg-type]
    for field, option in (("publisher", "--publisher NAME"), ("published", "--published DAY")):
        if getattr(article, field) is None:
            words = "who published it" if field == "publisher" else "when it was published"
            raise UsageError(f"{name}: does not say {words}; add {option}")
    if article.first > len(article.paragraphs):
        raise DataError(name, [Fault("", "holds no text; name the article itself")])
    source = _source(dataset, article, name, told.get("id"))
    known = vocabulary(dataset.relation_types)
    reading = proposals.read(article, dataset.actors, known)
    drafts = [
        draft_of(proposal, source.id, dataset, number) for number, proposal in enumerate(reading.proposals, 1)
    ]
    return ReadArticle(article, DraftArticle(source=source, paragraphs=article.paragraphs), reading, drafts)


def _source(dataset: Dataset, article: Article, name: str, id: str | None) -> Source:
    """Return the source of an article: that of the dataset, if it is there, else a new one."""
    for source in dataset.sources:
        same = (
            source.sha256 == article.sha256
            if source.sha256
            else folded(source.publisher) == folded(article.publisher or "")
            and source.published == article.published
            and source.title == article.title
        )
        if same and id in (None, source.id):
            return source
    fields: dict[str, Any] = {
        "id": edits.free_id(dataset, id or id_from(article.publisher or "", article.published or "")),
        "publisher": article.publisher,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "file": PurePath(name).name,
        "sha256": article.sha256,
    }
    return Source.model_validate({field: value for field, value in fields.items() if value is not None})


def draft_of(proposal: Proposal, source: str, dataset: Dataset, number: int) -> Draft:
    """Return a proposal as a draft, with what a person should look at."""
    bearers: dict[str, list[Actor]] = {}
    for actor in dataset.actors:
        for name in {folded(actor.name), *map(folded, actor.aliases)}:
            bearers.setdefault(name, []).append(actor)
    voice: Party | Literal["unnamed"] | None
    if isinstance(proposal.voice, Mention):
        voice = _party(proposal.voice, bearers)
    else:
        voice = "unnamed" if proposal.voice else None
    remarks = []
    if proposal.phrase:
        remarks.append(f"the date {proposal.phrase!r} may be read in two ways")
    return Draft(
        id=f"proposal-{number}", article=source, paragraph=proposal.paragraph, quote=proposal.quote,
        source=_party(proposal.source, bearers), type=proposal.type, target=_party(proposal.target, bearers),
        when=proposal.when, phrase=proposal.phrase, status=proposal.status, voice=voice, said=proposal.said,
        remarks=tuple(remarks),
    )  # fmt: skip


def _party(mention: Mention, bearers: Mapping[str, list[Actor]]) -> Party:
    if mention.actor is not None:
        return Party(name=mention.name, actor=mention.actor, kind=mention.kind)
    candidates = tuple(sorted(actor.id for actor in bearers.get(folded(mention.name), ())))
    return Party(name=mention.name, kind=mention.kind, candidates=candidates if len(candidates) > 1 else ())
