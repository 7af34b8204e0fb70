"""Asks the question of a saved JSON answer again, and tells what of the answer is no longer so.

A query becomes a command line by the names of the command's own parameters, so that every command whose
``"query"`` uses these names takes part.
"""

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any, cast

import click

from graphkit.cli.response import json_text
from graphkit.cli.terminal import capture, cell, echo, show
from graphkit.errors import DataError, Fault, Mend, UsageError, plural
from graphkit.storage.json_file import content_of
from graphkit.storage.strict_json import sound_json

_NOT_ASKED = ("query", "notes")
"""What of an answer is no part of it."""
PROPOSING = ("read", "drafts")
"""Commands that print JSON and answer no question about the dataset."""


def arguments_of(command: click.Command, query: Mapping[str, Any]) -> list[str]:
    """Return the command line that asks a query, without the name of the command."""
    options: list[str] = []
    given: dict[str, list[str]] = {}
    for key, value in query.items():
        if key == "command" or value is None or value is False:
            continue
        parameter = _parameter(command, key)
        texts = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        if value == [] and isinstance(parameter, click.Option) and isinstance(parameter.default, tuple):
            texts = ["none"]  # an empty list here is not the default one
        if isinstance(parameter, click.Argument):
            given[str(parameter.name)] = texts
        elif isinstance(parameter, click.Option) and parameter.is_flag and value is True:
            options.append(parameter.opts[-1])
        elif isinstance(parameter, click.Option) and parameter.nargs > 1:
            options += [_long(parameter), *texts]
        elif isinstance(parameter, click.Option) and not parameter.is_flag:
            options += [f"{_long(parameter)}={text}" for text in texts]
        else:
            raise UsageError(f"'{command.name}' has no option for {key!r} of the query; ask it anew")
    return [*options, "--", *[text for each in command.params for text in given.get(str(each.name), [])]]


def _parameter(command: click.Command, key: str) -> click.Parameter | None:
    """Return the parameter of a key: the option that is written so, or else the parameter of that name."""
    written = f"--{key.replace('_', '-')}"
    by_option = next((each for each in command.params if written in each.opts), None)
    return by_option or next((each for each in command.params if each.name == key), None)


def _long(option: click.Option) -> str:
    return max(option.opts, key=len)


def ask_again(ctx: click.Context, path: str, format_: str) -> int:
    """Ask the question of a saved answer again; print whether it is still so, and return the exit code."""
    content = content_of(path, Mend("save one with -o FILE.json"))
    try:
        saved = sound_json(content, path)
        query = saved["query"]
        name = query["command"]
    except (DataError, KeyError, TypeError):
        raise DataError(path, [Fault("", "is no JSON answer of graphkit, which has a query")]) from None
    root = ctx.find_root()
    known = isinstance(root.command, click.Group) and isinstance(name, str)
    command = cast(click.Group, root.command).get_command(root, name) if known else None
    if command is None:
        raise DataError(path, [Fault("", "asks for a command that there is not")])
    if name in PROPOSING or not any("--format" in each.opts for each in command.params):
        raise DataError(path, [Fault("", f"is of '{name}', which answers no question")])
    arguments = ["--format=json", *arguments_of(command, query)]
    with command.make_context(name, arguments, parent=root) as asked, capture(asked) as texts:
        code = command.invoke(asked)
        printed = "".join(part for text in texts for part in text)
    if code == 2:  # the errors are told already
        return 2
    differences = list(_differences(saved, json.loads(printed)))
    heading = f"Changed: {plural(len(differences), 'difference')}" if differences else "Still so"
    words = f"{heading}: graphkit {_line(name, arguments_of(command, query))}"
    if format_ == "json":
        asked_now = {"command": "check", "answer": path}
        echo(json_text(asked_now, {"still_so": not differences, "differences": differences}))
    else:
        show(cell(words), *(cell(f"  {_sentence(each)}", "yellow") for each in differences))
    return 1 if differences else 0


def _line(name: str, arguments: list[str]) -> str:
    """Return a command as a shell takes it, without the ``--`` that it does not need."""
    cut = arguments.index("--")
    options, positional = arguments[:cut], arguments[cut + 1 :]
    dashes = ["--"] if any(word.startswith("-") for word in positional) else []
    return shlex.join([name, *options, *dashes, *positional])


def _differences(saved: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each difference once: a relation, or another part, that came, went or changed."""
    told: set[str] = set()
    ours, theirs = (
        {name: value for name, value in side.items() if name not in _NOT_ASKED} for side in (saved, now)
    )
    for each in _between("", ours, theirs):
        key = json.dumps({**each, "where": each["where"] if not each["id"] else ""}, sort_keys=True)
        if key not in told:
            told.add(key)
            yield each


def _between(where: str, saved: Any, now: Any, id: str = "", field: str = "") -> Iterator[dict[str, Any]]:
    if saved == now:
        return
    if None in (saved, now) and (_are_rows(saved) or _are_rows(now)):
        saved, now = saved or [], now or []
    if isinstance(saved, dict) and isinstance(now, dict):
        own = str(saved["id"]) if isinstance(saved.get("id"), str) and saved["id"] == now.get("id") else ""
        # A row always has all fields: what the saved one lacks came with a later version.
        for key in dict.fromkeys((*saved, *(() if own else now))):
            place, inside = (f"{before}.{key}" if before else key for before in (where, "" if own else field))
            yield from _between(place, saved.get(key), now.get(key), own or id, inside)
    elif isinstance(saved, list) and isinstance(now, list) and (ids := _by_id(saved, now)):
        ours, theirs = ids
        for each in dict.fromkeys((*ours, *theirs)):
            if each in ours and each in theirs:
                yield from _between(where, ours[each], theirs[each], each)
            else:
                change = "gone" if each in ours else "new"
                for id in (each, *_relations_in(ours.get(each) or theirs.get(each))):
                    yield {"where": where, "id": id, "field": "", "change": change}
        if ours == theirs or (ours.keys() == theirs.keys() and list(ours) != list(theirs)):
            yield {"where": where, "id": "", "field": "order", "change": "changed"}
    elif _are_rows(saved) and _are_rows(now) and len(saved) == len(now):
        for number, (ours, theirs) in enumerate(zip(saved, now, strict=True), start=1):
            yield from _between(f"{where} {number}", ours, theirs)
    elif _are_rows(saved) and _are_rows(now):
        before, after = (dict.fromkeys(_relations_in(side)) for side in (saved, now))
        for each in dict.fromkeys((*before, *after)):
            if (each in before) != (each in after):
                yield {"where": where, "id": each, "field": "", "change": "gone" if each in before else "new"}
        amounts = {"saved": len(saved), "now": len(now)}
        yield {"where": where, "id": "", "field": "number", "change": "changed", **amounts}
    else:
        yield {"where": where, "id": id, "field": field, "change": "changed", "saved": saved, "now": now}


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _relations_in(value: Any) -> Iterator[str]:
    """Yield the ids of the relations anywhere in an answer."""
    if isinstance(value, list):
        for each in value:
            yield from _relations_in(each)
    elif isinstance(value, dict):
        if "bounds" in value and isinstance(value.get("id"), str):
            yield value["id"]
        for each in value.values():
            yield from _relations_in(each)


def _by_id(*sides: list[Any]) -> list[dict[str, Any]] | None:
    """Return the items of two lists by their ids, or by what else names a row; None if nothing does."""
    for name in ("id", "key", "actor", "since", "relation", "subject"):
        found = [
            {str(each[name]): each for each in side if isinstance(each, dict) and name in each}
            for side in sides
        ]
        if all(len(one) == len(side) for one, side in zip(found, sides, strict=True)):
            return found
    return None


def _sentence(each: Mapping[str, Any]) -> str:
    who = each["id"] or each["where"]
    if each["field"] == "number":
        return f"{who}: {each['saved']} then, {each['now']} now"
    if each["change"] in ("new", "gone"):
        return f"{who} {'is new in' if each['change'] == 'new' else 'is no longer in'} {each['where']}"
    if "saved" not in each:
        return f"{who}: in another order"
    sides = (_cut(json.dumps(each[side], ensure_ascii=False)) for side in ("saved", "now"))
    return f"{who}{', ' + each['field'] if each['id'] else ''}: {' -> '.join(sides)}"


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
