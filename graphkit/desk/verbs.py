"""The commands as verbs: their parameters as JSON Schema, and the command line that a request asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from graphkit.cli.main import COMMANDS, graphkit
from graphkit.cli.parameter_types import Count, FileName
from graphkit.errors import UsageError, meant, shortened

READING = (
    "info", "actors", "relations", "show", "types", "neighbors", "between", "common", "groups", "rank",
    "path", "reach", "snapshot", "diff", "timeline", "voices", "check", "log", "drafts",
)  # fmt: skip
"""The commands that answer from the dataset and change nothing."""
CHANGING = (
    "add actor", "add relation", "add evidence", "add source", "add type", "edit", "remove", "merge", "undo",
    "drafts accept", "drafts change", "drafts refuse", "drafts postpone", "drafts reopen",
)  # fmt: skip
"""The commands that change the dataset or its drafts."""
_OURS = ("format_", "output", "help")
"""Parameters that an interface answers itself."""
_TRUE, _FALSE = ("true", "1", "yes", "on", ""), ("false", "0", "no", "off")


def command_of(verb: str) -> click.Command:
    """Return the command of a verb, such as ``path`` or ``add relation``."""
    command: click.Command = graphkit
    for word in verb.split():
        found = isinstance(command, click.Group) and command.get_command(click.Context(command), word)
        if not found:
            raise KeyError(verb)
        command = found
    return command


def at_the_command_line(name: str) -> str:
    """Return why a command is no verb, and where it is asked; empty if the name is none of such a command.

    A request names no file: it would be one of the machine that serves, which need not be the asker's.
    """
    if name not in COMMANDS or any(verb.split()[0] == name for verb in (*READING, *CHANGING)):
        return ""
    return f"{name} is not asked here, where no files are named; at a command line: graphkit {name}"


def parameters(verb: str) -> dict[str, click.Parameter]:
    """Return the parameters of a verb by the names that a request gives them; none names a file.

    An option has the name that a command line gives it, unless an argument has that.
    """
    found: dict[str, click.Parameter] = {}
    for param in sorted(command_of(verb).params, key=lambda param: isinstance(param, click.Option)):
        if param.name in _OURS or isinstance(param.type, FileName | click.Path):
            continue
        option = _long(param).lstrip("-").replace("-", "_")
        found[option if option not in found else str(param.name)] = param
    return found


def _long(param: click.Parameter) -> str:
    """Return the long form of an option, or the name of an argument."""
    return max(param.opts, key=len) if isinstance(param, click.Option) else str(param.name).rstrip("_")


def schema(verb: str) -> dict[str, Any]:
    """Return the JSON Schema of the parameters of a verb, which says what its help says."""
    found = parameters(verb)
    return {
        "type": "object",
        "properties": {name: property_of(param) for name, param in found.items()},
        "required": [name for name, param in found.items() if param.required],
        "additionalProperties": False,
    }


def property_of(param: click.Parameter) -> dict[str, Any]:
    """Return the JSON Schema of one parameter."""
    described = {"description": worded(param.help)} if isinstance(param, click.Option) and param.help else {}
    one = _type_of(param)
    if param.nargs > 1:
        return {"type": "array", "items": one, "minItems": param.nargs, "maxItems": param.nargs, **described}
    if _takes_several(param):
        least = {"minItems": 1} if param.required else {}
        return {"type": "array", "items": one, **least, **described}
    default = param.default
    given = {"default": default} if isinstance(default, str | int) and default != "" else {}
    return {**one, **given, **described}


def _takes_several(param: click.Parameter) -> bool:
    return param.multiple or param.nargs != 1


def _type_of(param: click.Parameter) -> dict[str, Any]:
    kind = param.type
    if isinstance(kind, click.Choice):
        return {"type": "string", "enum": list(kind.choices)}
    if isinstance(kind, Count):
        bounds = {"minimum": kind.min, "maximum": kind.max}
        return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
    if isinstance(param, click.Option) and param.is_flag:
        return {"type": "boolean"}
    return {"type": "string"}


def arguments(verb: str, asked: Mapping[str, Any]) -> list[str]:
    """Return the words of the command line that ask what a request asks.

    ``asked`` are the parameters by name: texts, whole numbers, truth values, or lists of these. One that
    there is not, or that is of another type, raises UsageError; what values mean is for the command.
    """
    known = parameters(verb)
    for name in asked:
        if name not in known:
            near = meant(name, list(known))
            hint = f"did you mean {near}?" if near else f"choose of {', '.join(known)}"
            raise UsageError(f"{verb} has no parameter {shortened(name)}; {hint}")
    options: list[str] = []
    last: list[str] = []
    for name, param in known.items():
        value = asked.get(name)
        if value is None:
            continue
        if not isinstance(param, click.Option):
            last += _texts(name, param, value)
        elif param.is_flag:
            options += [_long(param)] if _truth(name, value) else []
        else:
            option, texts = _long(param), _texts(name, param, value)
            options += [option, *texts] if param.nargs > 1 else [f"{option}={text}" for text in texts]
    for _, error in missing(verb, asked):
        raise UsageError(f"{verb}: {error}")
    if verb in READING:
        options.append("--format=json")
    return [*verb.split(), *options, *(["--", *last] if last else [])]


def missing(verb: str, asked: Mapping[str, Any]) -> Iterator[tuple[str, UsageError]]:
    """Yield each parameter that a request lacks and its command needs, with the error that says so.

    The words of an argument have their meaning by their place: one needs those before it.
    """
    known = parameters(verb)
    placed = [name for name, param in known.items() if isinstance(param, click.Argument)]
    last = max((place for place, name in enumerate(placed) if asked.get(name) is not None), default=-1)
    for name, param in known.items():
        if asked.get(name) is None and (param.required or name in placed[:last]):
            yield name, UsageError(f"{name} is missing; give it")


def explained(verb: str, asked: Mapping[str, Any], error: str) -> dict[str, str]:
    """Return why a command refuses what a request asks, in the words of the request.

    ``error`` has the names of parameters for those of options; ``field`` is the parameter that it is about,
    if that is clear: the one whose value it quotes, else the first one that it names. Of ``FIELD=VALUE``, it
    is the field.
    """
    known = {opt: name for name, param in parameters(verb).items() for opt in _called(param)}
    named = [known[each] for each, _ in _NAMED.findall(error) if each in known]
    values = {value: field for field, value in reversed([*given(asked)])}
    placed = [field for field, _ in given(asked) if re.search(_place_of(field), error)]
    quoted = sorted(placed, key=len, reverse=True)  # "evidence 2, source" is more than "source"
    quoted += [values[each] for each in _QUOTED.findall(_IN_ROW.sub("", error)) if each in values]
    first = sorted(named, key=lambda name: asked.get(name) is None)  # what is given can be put right
    text = worded(error, known)
    return {"error": text} | ({"field": found[0]} if (found := [*quoted, *first]) else {})


def worded(error: str, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what a command line says with the names of parameters for those of options.

    ``known`` has the parameters by options; one that it lacks is called as the option.
    """
    return _NAMED.sub(lambda found: known.get(found[1], found[1].removeprefix("--")), error)


_NAMED = re.compile(r"((?<![\w-])--[a-z][a-z-]*|(?<=argument )'[^']*')( [A-Z]+\b)?")
_QUOTED = re.compile("'([^']*)'")
_IN_ROW = re.compile("^this change: [a-z ]+ '[^']*'")
"""In which row something is wrong: its id is not what is."""


def _called(param: click.Parameter) -> list[str]:
    """Return what the command line calls a parameter in an error."""
    return param.opts if isinstance(param, click.Option) else [f"'{param.human_readable_name}'"]


def given(asked: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the values of a request with their parameters; those of FIELD=VALUE with the field."""
    for name, value in asked.items():
        for each in value if isinstance(value, list) else [value]:
            field, _, text = str(each).partition("=") if name == "assignments" else (name, "", str(each))
            yield field.rstrip("+-"), text.strip()


def _place_of(field: str) -> str:
    """Return a pattern of the place at which an error tells a fault of a field, or of an entry in it."""
    place = re.sub(r"^(evidence)\.(\d+)\.", r"\1 \2, ", field)
    return rf", {re.escape(place)}(?:e?s)?(?: \d+, \w+)?: "


def _texts(name: str, param: click.Parameter, value: Any) -> list[str]:
    several = _takes_several(param)
    values = value if several and isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if param.nargs > 1 and len(values) != param.nargs:
        raise UsageError(f"{name}: takes {param.nargs} values, and {len(values)} came")
    for each in values:
        if isinstance(each, bool) or not isinstance(each, str | int):
            wanted = "a list of texts" if several else _type_of(param)["type"]
            raise UsageError(f"{name}: {shortened(str(each))} is of another type; write {wanted}")
    return [str(each) for each in values]


def _truth(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in (*_TRUE, *_FALSE):
        raise UsageError(f"{name}: {shortened(str(value))} is neither true nor false; write one of these")
    return word in _TRUE
