"""Turns an article and a dataset into drafts: the source, and each proposal with who is meant in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import Any, NamedTuple

from pydantic import ValidationError

from graphkit.errors import DataError, Fault, UsageError
from graphkit.model.entities import Dataset, Evidence, Source
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.references import ids_by_table
from graphkit.model.vocabulary import Vocabulary, vocabulary
from graphkit.reading import lexicon, proposals
from graphkit.reading.article import Article
from graphkit.reading.drafts import Draft, DraftArticle, Party, Queue, same_document
from graphkit.reading.lexicon import Patterns, Words
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
from graphkit.reading.proposals import Reading
from graphkit.reading.sentences import sentences
from graphkit.reading.sums import sums_in
from graphkit.temporal import edtf


class ReadArticle(NamedTuple):
    """An article as it was read for a dataset.

    ``article`` is what the file says, ``draft_article`` its source and paragraphs as the queue keeps them,
    ``reading`` what was found, ``drafts`` the proposals.
    """

    article: Article
    draft_article: DraftArticle
    reading: Reading
    drafts: list[Draft]


def read_for(
    dataset: Dataset,
    queue: Queue,
    article: Article,
    name: str,
    told: Mapping[str, str | None],
    kept: str | None = None,
) -> ReadArticle:
    """Read an article for a dataset; one that was read before keeps its source.

    ``name`` is that of its file, ``kept`` that of another in which its text is kept. ``told`` is what the
    user says of it: ``publisher``, ``published``, ``title``, ``author``, ``url``, ``id``. Raises UsageError
    if nobody says who published it, or when, or its id is that of another article; DataError if it is blank.
    """
    own = {field: value for field, value in told.items() if value and field != "id"}
    article = replace(article, **own)  # type: ignore[arg-type]
    if article.first > len(article.paragraphs):
        raise DataError(name, [Fault("", "holds no text; name the article itself")])
    source = _source(dataset, queue, article, name, told.get("id"), kept or name)
    return drafted(dataset, article, source)


def drafted(dataset: Dataset, article: Article, source: Source) -> ReadArticle:
    """Read an article whose source is known.

    Relative days count from the day of that source; if it may be several, none counts from any.
    """
    article = replace(article, publisher=source.publisher, published=source.published)
    known = vocabulary(dataset.relation_types)
    published = edtf.parse(source.published).bounds
    dated = article if published.earliest_start == published.latest_end else replace(article, published=None)
    reading = proposals.read(dated, dataset.actors, known)
    drafts = [
        draft_of(proposal, source, number, known) for number, proposal in enumerate(reading.proposals, 1)
    ]
    return ReadArticle(article, DraftArticle(source=source, paragraphs=article.paragraphs), reading, drafts)


def _source(dataset: Dataset, queue: Queue, article: Article, name: str, id: str | None, kept: str) -> Source:
    """Return the source of an article: that of the dataset or the queue, if it is there, else a new one."""
    for each in queue.articles:
        if each.paragraphs == article.paragraphs and id in (None, each.source.id):
            return each.source
    for source in dataset.sources:
        if source.sha256 == article.sha256 and id in (None, source.id):
            return source
    unsaid = [
        f"does not say {words}; add {option}"
        for said, words, option in (
            (article.publisher, "who published it", "--publisher NAME"),
            (article.published, "when it was published", "--published DAY"),
        )
        if said is None
    ]
    if unsaid:
        raise UsageError(f"{name}: {'; it '.join(unsaid)}")
    fields: dict[str, Any] = {
        "id": "new",
        "publisher": article.publisher,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "file": PurePath(kept).name,
        "sha256": article.sha256,
    }
    new = _valid(fields, name)
    for source in dataset.sources:
        if same_document(source, new) and id in (None, source.id):
            return source
    taken = {each.source.id for each in queue.articles}.union(*ids_by_table(dataset).values())
    if id in taken:
        raise UsageError(f"{id} is the id of something else already; choose another with --id")
    return _valid(fields | {"id": id or FreeIds(taken).take(id_from(new.publisher, new.published))}, name)


def _valid(fields: Mapping[str, Any], name: str) -> Source:
    try:
        return Source.model_validate({field: value for field, value in fields.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def draft_of(proposal: Proposal, source: Source, number: int, known: Vocabulary) -> Draft:
    """Return a proposal as a draft, with what a person should look at."""
    remarks = []
    if proposal.phrase:
        why = proposal.unclear or "it may be read in two ways"
        remarks.append(f"the date {proposal.phrase!r} is left out: {why}")
    told = proposal.sum
    if told is not None and told.amount is None:
        why = "it is no exact one, or may be of several relations"
        why = why if any(sums_in(told.text)) else "its unit is not known; add it if it is a sum"
        remarks.append(f"the sum {told.text!r} is left out: {why}")
    if proposal.unkept:
        remarks.append(f"the sum {proposal.unkept!r} is left out: {proposal.type} has no amount")
    if proposal.going_on:
        remarks.append(f"it goes on, as {proposal.going_on!r} says; say since when, else it is told as over")
    voice = proposal.voice
    draft = Draft(
        id=f"proposal-{number}", article=source.id, paragraph=proposal.paragraph, quote=proposal.quote,
        source=party_of(proposal.source), type=proposal.type, target=party_of(proposal.target),
        amount=told.amount if told else None, when=proposal.when, phrase=proposal.phrase,
        status=proposal.status,
        voice=party_of(voice) if isinstance(voice, Mention) else "unnamed" if voice else None,
        said=proposal.said, remarks=tuple(remarks),
        doubts=(*proposal.doubts, *after_article(proposal, source)),
    )  # fmt: skip
    return draft.model_copy(update={"attests": attested(draft.type, draft.quote, known, proposal.at)})


def without_draft(
    paragraphs: Sequence[str], reading: Reading, drafts: Iterable[Draft | Evidence], known: Vocabulary
) -> list[tuple[int, str]]:
    """Return the paragraph and the words of each sentence that may tell a relation, and is in none of drafts.

    Evidence that quotes it counts as a draft. Such a sentence names two actors, or one and a verb of a known
    type, as "The police arrested both" does; or it has a sum, or says that something is denied or over.
    """
    words = lexicon.words(known)
    quotes = [(each.paragraph, each.quote) for each in drafts if each.quote]
    found = []
    for number, mentions in reading.mentions.items():
        text = paragraphs[number - 1]
        for start, end in sentences(text):
            sentence = text[start:end]
            names = {each.name for each in mentions if start <= each.start < end}
            tells = (
                len(names) > 1
                or (names and any(word.pattern.search(sentence) for word in words))
                or any(each.amount for each in sums_in(sentence))
                or _PATTERNS.over_or_not_so.search(sentence)
            )
            if tells and not any(
                number == paragraph and (sentence in quote or quote in sentence)
                for paragraph, quote in quotes
            ):
                found.append((number, sentence))
    return found


def quoted(dataset: Dataset, article: str) -> list[Evidence]:
    """Return the evidence of a dataset from an article."""
    return [each for row in dataset.relations for each in row.evidence if each.source == article]


def party_of(mention: Mention) -> Party:
    """Return who is mentioned."""
    return Party(name=mention.name, actor=mention.actor, kind=mention.kind, by_name=mention.actor is not None)


def after_article(told: Any, source: Source) -> list[str]:
    """Return what is wrong with a date: after the article of what is done or denied, before it of a plan."""
    if told.when is None:
        return []
    date, published = edtf.parse(told.when), edtf.parse(source.published).bounds
    begins, ends = date.bounds.earliest_start, date.bounds.latest_end
    if told.status != "planned" and begins > published.latest_end:
        how = "done" if told.status == "actual" else "denied"
        return [f"its date {date.words} comes after the article, which tells it as {how}"]
    if told.status == "planned" and ends is not None and ends < published.earliest_start:
        return [f"its date {date.words} comes before the article, which tells it as planned"]
    return []


_PATTERNS = Patterns("drafting")

_WORDS = Words("drafting")
_FOLLOWS = Patterns("statements").follows
_ONCE = lexicon.pattern("proposals", "once")
_DIVORCED = lexicon.pattern("proposals", "divorced")


@cache
def _titles(types: frozenset[str], *, on_board: bool) -> re.Pattern[str] | None:
    """Return what finds the titles of the roles of some types, and members of a board; None if none."""
    titles = [re.escape(role.title) for role in lexicon.roles(types) if role.title]
    titles += [r"members?(?= of (?:[\w'\u2019-]+ ){1,4}board\b)"] if on_board else []
    return re.compile(rf"\b(?:{'|'.join(titles)})s?\b", re.IGNORECASE) if titles else None


def attested(type_: str, quote: str, known: Vocabulary, at: int | None = None) -> bool | None:
    """Return False if a quote does not tell what lasts as being so; None if it does.

    It does in the present and the perfect tense, and where it names an office beside its holder. If a word
    that tells it stands ``at`` a place, no other counts: "a former aide of X now works for Y".
    """

    def elsewhere(match: re.Match[str]) -> bool:
        return at is not None and not match.start() <= at < match.end()

    if at is not None and _FOLLOWS.match(quote, at):
        return None  # who follows another holds the office
    if at is not None and type_ == "works-for" and _PATTERNS.comes_from.match(quote, at):
        return False
    if at is not None and type_ in ("sells-to", "supplies") and _ONCE.match(quote, at):
        return False  # "has bought X from Y": not that Y sells on
    here = {name: known[name] for name in ((type_, "part-of") if type_ == "owns" else (type_,))}
    found = False
    written = {each.casefold() for each in re.findall(r"\w+", quote)}
    near = (word for word in lexicon.words(here) if not word.starts or not word.starts.isdisjoint(written))
    for word in near:
        for match in word.pattern.finditer(quote):
            verb = match.groupdict().get("verb")
            if verb is None or elsewhere(match):
                continue
            found = True
            if _DIVORCED.match(quote, match.start()):
                return False
            if _PATTERNS.no_longer.search(quote[: match.start()]):
                return False
            if _PATTERNS.present_before.search(quote[: match.start()]):
                return None
            if quote.startswith(" by ", match.end("verb")):  # "X, chaired by Y"
                over = _PATTERNS.past_before.search(quote[: match.start()])
                if over or _PATTERNS.past_behind.match(quote, match.end("verb")):
                    continue
                return None
            noun = quote[match.end("verb") :].startswith(" of ")  # "the head of X"
            base = noun or _PATTERNS.base_before.search(quote[: match.start()])
            present = verb.casefold() in _WORDS.now and not base
            if present or (re.search("[^s]s$", verb) and verb.casefold() != "was"):
                return None
    titles = _titles(frozenset((type_,) if at is None else known), on_board=type_ == "director-of")
    every = titles.finditer(quote) if titles else ()
    named = [each for each in every if not elsewhere(each)]
    if at is not None and not (found or named):  # a guess from where they stand: "X, formerly of Y"
        return False if _PATTERNS.past_role.match(quote[at:].lstrip(" ,")) else attested(type_, quote, known)
    before = [quote[: each.start()] for each in named]
    beside = (_PATTERNS.beside.search(quote[: each.end()]) for each in named)
    behind = (_PATTERNS.behind.match(quote, each.end()) for each in named)
    sure = [_PATTERNS.is_so.search(each) is not None for each in before]
    past = any(
        not so and any(words and _PATTERNS.past_role.search(words[0]) for words in near)
        for so, *near in zip(sure, beside, behind, strict=True)
    )
    ended = type_ not in _WORDS.kin and _PATTERNS.ended.search(quote)
    past |= type_ == "founded" or bool(ended and not all(sure))
    goes_on = any(_PATTERNS.and_now.match(quote, each.end()) for each in named)
    return None if named and (goes_on or not past) else False
