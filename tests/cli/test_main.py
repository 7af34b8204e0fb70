"""The command itself: help, exit codes, and what it says to whoever mistyped."""

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
import webbrowser
from pathlib import Path
from typing import Any

import click
import pytest

from cli.conftest import Result, Run
from graphkit.cli.main import ALIASES, COMMANDS, SECTIONS, _help_width, graphkit

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"
HEAVY = {"networkx", "pydantic", "numpy", "pyvis", "rich", "edtf", "rustworkx"}


NOT_READING = ("demo", "check", "compact", "completion", "formats", "log", "new", "schema", "site")
"""Commands that read no dataset, or tell of a bad one in their own way."""


def command(name: str) -> click.Command:
    found = graphkit.get_command(click.Context(graphkit), name)
    assert found is not None
    return found


def assert_refused(done: Result, *, code: int = 2) -> str:
    """Check that nothing but one line on stderr was printed, and return that line."""
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("graphkit: ")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    return done.err.removeprefix("graphkit: ").rstrip("\n")


# --- help -------------------------------------------------------------------------------------


def test_help_names_every_command_with_its_line(run: Run) -> None:
    done = run("--help")
    assert (done.code, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert [line for line in lines if line.partition(" ")[0] in COMMANDS and line.endswith(".")] == [
        f"{name} {COMMANDS[name][1]}" for names in SECTIONS.values() for name in names
    ]
    assert run("-h") == done


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['graphkit', '--help']\n"
        "from graphkit.cli.main import main\n"
        "try: main()\n"
        "finally: print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    assert "Usage: graphkit" in done.stdout
    assert "click" in done.stderr.split()
    assert not HEAVY & set(done.stderr.split())


def test_neighbours_are_found_without_networkx_and_what_only_pages_and_large_graphs_need() -> None:
    code = (
        f"import sys; sys.argv = ['graphkit', '--data', {str(SHIPPED)!r}, 'neighbors', 'nvidia']\n"
        "from graphkit.cli.main import main\n"
        "try: main()\n"
        "finally: print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    assert "pydantic" in done.stderr.split()
    assert not {"networkx", "numpy", "pyvis", "edtf", "rustworkx"} & set(done.stderr.split())


@pytest.mark.parametrize("command", ["info", "check", "show nvidia", "timeline nvidia"])
def test_a_file_of_our_own_loads_nothing_that_only_files_of_others_need(command: str) -> None:
    check = "atexit.register(lambda: print(sorted({'graphkit.formats.format', 'tomllib'} & {*sys.modules})))"
    asked = f"sys.argv = ['graphkit', '--data', {str(SHIPPED)!r}, *{command.split()}]; __main__.run()"
    assert in_a_process(check, asked).endswith("\n[]\n")


@pytest.mark.parametrize("columns", ["", "0", "-3", "30", "66", "79", "80", "200", "wide"])
def test_help_is_as_wide_as_click_would_have_it(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert _help_width() == click.HelpFormatter().width


def in_a_process(*lines: str) -> str:
    """Return what a program prints; its last lines run the command."""
    code = "\n".join(["import atexit, os, sys; from graphkit import __main__", *lines])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYDANTIC")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment
    )
    assert done.stderr == ""
    return done.stdout


RUN = f"sys.argv = ['graphkit', '--data', {str(SHIPPED)!r}, 'neighbors', 'nvidia']; __main__.run()"


def test_leaving_at_once_comes_after_all_that_others_do_at_the_exit() -> None:
    answer = in_a_process(RUN)
    assert answer.startswith("Nvidia: 26 neighbours")
    assert in_a_process("atexit.register(print, 'first')", RUN) == f"{answer}first\n"


@pytest.mark.parametrize(
    "command", ["neighbors Ada", "relations", "timeline Ada", "path Ada Ben", "snapshot 2025"]
)
def test_a_plain_table_is_asked_without_models_and_masked_arrays(command: str, tmp_path: Path) -> None:
    table = tmp_path / "met.tsv"
    rows = "Ada\tmet\tBen\t2025-07-10\nBen\thugged\tPolice (India)\t2025-07-10\n"
    table.write_text(f"source\trelation\ttarget\tdate\n{rows}", encoding="utf-8")
    asked = f"sys.argv = ['graphkit', '--data', {str(table)!r}, *{command.split()}]; __main__.run()"
    heavy = "{'pydantic', 'numpy.ma', 'zipfile'} & {*sys.modules}"
    check = f"atexit.register(lambda: print('numpy' in sys.modules, {heavy}))"
    assert in_a_process(check, asked).endswith("\nTrue set()\n")


def test_a_table_is_asked_without_pandas(tmp_path: Path) -> None:
    table = tmp_path / "met.tsv"
    table.write_text("source\trelation\ttarget\tdate\nAda\tMet\tBen\t2025-07-10\n", encoding="utf-8")
    asked = f"sys.argv = ['graphkit', '--data', {str(table)!r}, 'neighbors', 'Ada']; __main__.run()"
    check = "atexit.register(lambda: print('numpy' in sys.modules, 'pandas' in sys.modules))"
    assert in_a_process(check, asked).endswith("\nTrue False\n")


def test_pydantic_is_spared_the_search_for_plugins_and_gets_its_module_once_it_wants_more() -> None:
    seen = "print('importlib.metadata' in sys.modules)"
    check = f"atexit.register(lambda: {seen})"
    assert in_a_process(check, RUN).endswith("\nFalse\n")
    wanted = (
        "from pydantic.plugin import _loader as it; print(it.PYDANTIC_ENTRY_POINT_GROUP, *it.get_plugins())"
    )
    assert in_a_process("__main__._forgo_plugins()", wanted, seen) == "pydantic\nTrue\n"
    asked_for = "os.environ['PYDANTIC_DISABLE_PLUGINS'] = 'one'"
    assert in_a_process(asked_for, check, RUN).endswith("\nTrue\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str, run: Run) -> None:
    done = run(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: graphkit {name} ")
    examples = done.out.partition("\n  Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert len(examples) == 2
    assert all(re.match(rf"    graphkit (--data \S+ )?{name}\b", line) for line in examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_agrees_with_its_help(name: str) -> None:
    line = COMMANDS[name][1]
    own = " ".join((command(name).help or "").partition("\n\n")[0].split())
    said = {word.strip(".,;:").lower() for word in own.split()}
    missing = {word.strip(".,;:").lower() for word in line.split()} - said - {"a", "an", "the", "it"}
    assert line.split()[0] == own.split()[0]
    assert missing <= {"actor", "actors", "two", "file"}
    assert len(line) <= 60


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_has_help(name: str) -> None:
    for parameter in command(name).get_params(click.Context(command(name), **graphkit.context_settings)):
        assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name


def test_options_come_in_groups_the_common_ones_first(run: Run) -> None:
    out = run("relations", "--help").out
    options = [line.split()[0] for line in out.splitlines() if line.startswith("  --")]
    assert options[:5] == ["--since", "--until", "--on", "--type", "--format"]
    assert out.index("Common options:") < out.index("Further options:") < out.index("Other options:")


def test_no_command_at_all_prints_the_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Usage: graphkit [OPTIONS] COMMAND" in done.out + done.err


def test_the_help_has_a_place_for_every_command() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(COMMANDS)


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.code == 0
    assert done.out.startswith("graphkit ")


def test_neighbours_is_neighbors(run: Run, story: Path) -> None:
    assert ALIASES == {"neighbours": "neighbors"}
    assert run("neighbours", "ann") == run("neighbors", "ann")


# --- exit codes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("info", 0),
        ("check", 0),
        ("relations", 0),
        ("relations --on 1999 --certain", 1),
        ("relations --type newsroom", 0),
        ("relations --type permission", 1),
        ("snapshot 2025-07-20", 0),
        ("snapshot 2025-07-20 --type permission", 1),
        ("neighbors ann", 0),
        ("neighbors lone", 1),
        ("neighbors ann --on 1999", 1),
        ("path ann firm", 0),
        ("path ann lone", 1),
        ("path ann firm --on 1999", 1),
        ("show meeting", 0),
        ("show annie", 0),
        ("show wire", 0),
        ("export out.json", 0),
        ("export out.json out.html --on 2025-07", 0),
    ],
)
def test_found_is_0_and_nothing_found_is_1_said_on_stdout(
    run: Run, story: Path, arguments: str, code: int
) -> None:
    done = run(*arguments.split())
    assert (done.code, done.err) == (code, "")
    assert done.out.strip()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["relatons"], "no command called 'relatons'; did you mean relations?"),
        (["RELATIONS"], "no command called 'RELATIONS'; did you mean relations?"),
        (["zzz"], "no command called 'zzz'; 'graphkit --help' lists them"),
        (["desk"], "no command called 'desk'; did you mean serve?"),
        (
            ["relations", "--type", "zzz"],
            "permission, restriction, statement, trade) or a type: 'graphkit types'",
        ),
        (["\x1b[31m\u202e"], r"no command called '\x1b[31m\u202e'; 'graphkit --help' lists them"),
        (["relations", "--sinse", "2025"], "No such option '--sinse'. Did you mean '--since'?"),
        (["--dat", "x", "info"], "No such option '--dat'. Did you mean '--data'?"),
        (["neighbors", "nvidia", "--from", "2025"], "No such option '--from'. Did you mean '--since'?"),
        (["timeline", "--to", "2025"], "No such option '--to'. Did you mean '--until'?"),
        (["relations", "--after", "2025"], "No such option '--after'. Did you mean '--since'?"),
        (["relations", "--before", "2025"], "No such option '--before'. Did you mean '--until'?"),
        (["relations", "--date", "2025"], "No such option '--date'. Did you mean '--on'?"),
        (["relations", "--search", "chips"], "No such option '--search'. Did you mean '--text'?"),
        (["rank", "--max", "3"], "No such option '--max'. Did you mean '--limit'?"),
        (["relations", "--out", "r.csv"], "No such option '--out'. Did you mean '--output'?"),
        (["relations", "--format", "xml"], "'xml' is not one of 'table', 'json', 'csv'"),
        (["relations", "--status", "claimed"], "'claimed' is not one of 'actual', 'planned', 'denied'"),
        (["relations", "--type", "bannned"], "no relation type called 'bannned'; did you mean banned?"),
        (["relations", "--type", "restrictions"], "did you mean restriction?"),
        (["relations", "--since", "2025-13"], "'2025-13' is not in the calendar; write a day or month that"),
        (["relations", "--since", "soon"],
         "since: 'soon' is not a date; write a day, month or year such as 2025-07-14"),
        (["relations", "--since", "July"], "--since: 'July' names no year; add it"),
        (["relations", "--since", ""],
         "since: '' is not a date; write a day, month or year such as 2025-07-14"),
        (["relations", "--since", "2025-07", "--until", "2025-06"],
         "the window ends before it starts: since 2025-07, until 2025-06; swap the two"),
        *(
            (
                ["relations", "--on", "2025", option, "2025"],
                "--on names the whole period; leave out --since and --until",
            )
            for option in ("--since", "--until")
        ),
        (["snapshot"], "Missing argument 'D'; see 'graphkit snapshot --help'"),
        (["snapshot", "2025-07-14", "--since", "2025"], "No such option '--since'"),
        (["neighbors", "An Example"], "no actor called 'An Example'; did you mean Ann Example"),
        (["neighbors", "twin"], "'twin' may be twin-1 (country at) or twin-2 (country be); write the id"),
        (["neighbors", "zzz"], "no actor called 'zzz'"),
        (["neighbors", "ann", "--hops", "0"], "'0' is too small; write 1 or more"),
        (["neighbors", "ann", "--direction", "up"], "'up' is not one of 'in', 'out', 'both'"),
        (["path", "ann"], "Missing argument 'B'; see 'graphkit path --help'"),
        (["path", "ann", "Annie"], "are the same actor; name two"),
        (["path", "ann", "bob", "--avoid", "firmm"], "no actor called 'firmm'; did you mean The Firm"),
        (["path", "ann", "bob", "--avoid-kind", "land"], "'land' is not one of 'person', 'company'"),
        (["path", "ann", "bob", "--limit", "-1"], "'-1' is too small; write 0 or more"),
        (["show", "meetin"], "no relation, actor or source called 'meetin'; did you mean meeting"),
        (["show", ""], "no relation, actor or source called ''"),
        (["relations", "extra"],
         "Got unexpected extra argument (extra); see 'graphkit relations --help'"),
        (["relations", "--zz"], "No such option '--zz'; see 'graphkit relations --help'"),
        (["drafts", "zz"], "No such command 'zz'; see 'graphkit drafts --help'"),
        (["info", "."], "(.); a dataset goes before the command: graphkit --data . info"),
        (["export"], "Missing argument 'OUT...'"),
        (["export", "out.xyz"], "out.xyz: no format that can be written has the suffix '.xyz'; choose"),
        (["export", "no/out.json"], "no/out.json: there is no folder "),
        (["--data", "nowhere.json", "info"],
         "no such file; name one with --data FILE, or see 'graphkit demo'"),
        (["--data", ".", "info"], ".: is a folder; name the file in it"),
        (["check", "nowhere.json"], "nowhere.json: no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_bad_usage_is_2_and_one_line_on_stderr(
    run: Run, story: Path, arguments: list[str], line: str
) -> None:
    assert line in assert_refused(run(*arguments))


ARGUMENTS = {
    "export": ["out.json"], "show": ["ann"], "snapshot": ["2025-07-14"], "neighbors": ["ann"],
    "reach": ["ann"], "edit": ["ann", "name=x"], "remove": ["ann"], "merge": ["ann", "bob"],
    "import": ["x.csv"], "add": ["actor", "x", "--kind", "person"], "voices": ["ann"],
    "common": ["ann", "bob"], "diff": ["2025-07-14", "2025-07-15"], "read": ["article.txt"],
    "path": ["ann", "bob"], "between": ["ann", "bob"],
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in NOT_READING])
def test_bad_input_is_2_and_one_line_on_stderr_for_every_command(run: Run, story: Path, name: str) -> None:
    story.write_text(story.read_text().replace('"banned"', '"bannd"').replace('"leads"', '"lead"'))
    arguments = ARGUMENTS | {"compare": [str(story), str(story)]}
    line = assert_refused(run(name, *arguments.get(name, [])))
    assert line == (
        f"{story}: relation 'ban', type: there is no relation type 'bannd'; did you mean 'banned'? "
        "(and 1 more fault); 'graphkit check' lists them all"
    )
    assert not Path("out.json").exists()


READING = {
    name: [name, *ARGUMENTS.get(name, [])] for name in COMMANDS if name not in (*NOT_READING, "import")
}
READING |= {f"drafts {verb}": ["drafts", verb, "1"] for verb in ("accept", "refuse", "postpone", "reopen")}
READING |= {"drafts log": ["drafts", "log"], "drafts change": ["drafts", "change", "1", "type=met"]}
READING |= {"log": ["log"], "log --show": ["log", "--show", "0"], "compare": ["compare", "--since", "1"]}


@pytest.mark.parametrize("command", READING)
def test_a_file_that_cannot_be_read_is_told_before_all_else(run: Run, command: str, tmp_path: Path) -> None:
    for name, line in (
        ("nope.json", "no such file; name one with --data FILE, or see 'graphkit demo'"),
        ("empty.json", "is empty; a dataset is a JSON object, {...}"),
        ("folder.json", "is a folder; name the file in it"),
    ):
        path = tmp_path / name
        if name == "empty.json":
            path.touch()
        elif name == "folder.json":
            path.mkdir()
        done = run("--data", path, *READING[command])
        assert (done.code, done.out, done.err) == (2, "", f"graphkit: {path}: {line}\n")


def test_what_may_not_be_read_is_told(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def forbidden(path: Path, *arguments: Any, **settings: Any) -> Any:
        if path.name == story.name:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **settings)

    monkeypatch.setattr(Path, "open", forbidden)
    for command in (["log"], ["drafts", "accept", "1"], ["compare", story, story], ["info"]):
        assert f"{story}: cannot be read: Permission denied" in assert_refused(run(*command))


@pytest.mark.parametrize("command", [["compare"], ["import", "--into", "new.json"]])
def test_a_file_of_an_argument_is_not_named_by_data(run: Run, command: list[str]) -> None:
    arguments = ["nope.json", *(["nope.json"] if command == ["compare"] else [])]
    line = "nope.json: no such file; name one that is there"
    assert assert_refused(run(*command, *arguments)) == line


def test_check_lists_every_fault_a_line_each(run: Run, story: Path) -> None:
    assert run("check").out == f"{story} is sound: 9 actors, 9 relations, 2 sources.\n"
    story.write_text(story.read_text().replace('"banned"', '"bannd"').replace('"leads"', '"lead"'))
    done = run("check")
    assert (done.code, done.out) == (2, "")
    rows = story.read_text().splitlines()
    assert done.err.splitlines() == [
        f"{story}:{number}: relation {key!r}, type: there is no relation type {wrong!r}; "
        f"did you mean {right!r}?"
        for key, wrong, right in (("ban", "bannd", "banned"), ("job", "lead", "leads"))
        for number in [next(at for at, row in enumerate(rows, 1) if f'"type": "{wrong}"' in row)]
    ]
    assert run("--data", "nowhere.json", "check", str(story)) == done


# --- which file -------------------------------------------------------------------------------


def test_data_comes_before_the_environment_before_the_folder(
    run: Run, story: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("info", "--format", "json").answer["actors"]["count"] == 4
    assert run("--data", story, "info", "--format", "json").answer["actors"]["count"] == 9
    monkeypatch.delenv("GRAPHKIT_DATA")
    assert "data/graph.json: no such file" in assert_refused(run("info"))
    Path("data").mkdir()
    Path("data/graph.json").write_bytes(story.read_bytes())
    assert run("info", "--format", "json").answer["actors"]["count"] == 9


# --- as a process -----------------------------------------------------------------------------


def test_the_process_leaves_with_the_code_and_keeps_the_streams_apart(shell: Run, story: Path) -> None:
    found = shell("neighbors", "ann")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("Ann Example: ")
    nothing = shell("neighbors", "lone")
    assert (nothing.code, nothing.out, nothing.err) == (1, "Lone has no neighbours.\n", "")
    assert assert_refused(shell("neighbors", "Anne")).startswith("no actor called 'Anne'; did you mean")


def test_a_closed_pipe_is_quiet(story: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "graphkit", "--data", SHIPPED, "relations", "--format", "json"],
            stdout=out,
            stderr=subprocess.PIPE,
        )
    assert done.stderr == b""
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_only_an_answer_to_a_closed_stream_is_refused(story: Path, streams: str) -> None:
    before = story.read_bytes()
    gk = f"{shlex.quote(sys.executable)} -m graphkit"
    asked = ("info", "show nobody", "--data - info")
    script = "; ".join(f"{gk} {words} {streams}; echo $?" for words in asked)
    done = subprocess.run(["sh", "-c", script], input="{}", capture_output=True, text=True)
    codes = [line for line in done.stdout.splitlines() if line in ("0", "1", "2")]
    no_answer = ">&-" in streams.split()
    assert codes == ["2" if no_answer else "0", "2", "2"]
    told = [line.removeprefix("graphkit: ").partition(" ")[0] for line in done.stderr.splitlines()]
    assert told == ([] if "2>&-" in streams else [*(["the"] if no_answer else []), "no", "standard"])
    assert (list(story.parent.iterdir()), story.read_bytes()) == ([story], before)


@pytest.mark.parametrize("stream", [1, 2])
def test_what_a_library_prints_to_a_closed_stream_gets_into_no_file(story: Path, stream: int) -> None:
    before = story.read_bytes()
    code = textwrap.dedent(
        f"""
        import os, sys
        import graphkit.graph.build as build
        load = build.load_any
        def loading(path, foreign):
            with open(path, "r+b"):
                os.write({stream}, b"a warning of a library")
            return load(path, foreign)
        build.load_any = loading
        sys.argv = ["graphkit", "info"]
        from graphkit.__main__ import run
        run()
        """
    )
    script = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} {stream}>&-"
    told = 2 if stream == 1 else 0  # the answer itself cannot be written there
    assert subprocess.run(["sh", "-c", script], stdout=subprocess.DEVNULL).returncode == told
    assert story.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "streams", "code", "line"),
    [
        ("info", ">/dev/full", 2, "the answer cannot be written: No space left on device"),
        ("--help", ">/dev/full", 2, "the answer cannot be written: No space left on device"),
        ("relations --format csv", "</dev/null 1<&0", 2, "the answer cannot be written: Bad file descriptor"),
        ("info", ">&-", 2, "the answer cannot be written: Bad file descriptor"),
        ("--help", ">&-", 2, "the answer cannot be written: Bad file descriptor"),
        ("relations --format json", ">&-", 2, "the answer cannot be written: Bad file descriptor"),
        ("export x.gexf", ">&-", 2, "the answer cannot be written: Bad file descriptor"),
        ("info", ">/dev/full 2>/dev/full", 2, ""),
        ("show nobody", "2>/dev/full", 2, ""),
        ("--nothing", ">&- 2>/dev/full", 2, ""),
    ],
)
def test_an_answer_that_cannot_be_written_is_told_in_a_line_where_it_can(
    story: Path, arguments: str, streams: str, code: int, line: str
) -> None:
    script = f"{shlex.quote(sys.executable)} -m graphkit {arguments} {streams}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"graphkit: {line}\n" if line else "")


@pytest.mark.parametrize(
    "nonsense",
    [
        {"COLUMNS": "99999999999999999999", "LINES": "-1"},
        {"COLUMNS": "-1", "NO_COLOR": "\udcff", "TERM": "\udcff"},
        {"COLUMNS": "x", "LINES": "", "TERM": "", "PAGER": "'", "BROWSER": "'%s", "LESS": "\x1b"},
        {"FORCE_COLOR": "1", "COLUMNS": "99999999999", "TERM": "nonsense", "TMPDIR": "/nowhere"},
        {"FORCE_COLOR": "x", "COLUMNS": "0", "TTY_COMPATIBLE": "x", "HOME": "", "LC_ALL": "nonsense"},
    ],
    ids=range(5),
)
@pytest.mark.parametrize("arguments", [("relations",), ("--help",), ("open",)], ids=["ask", "help", "open"])
def test_what_the_environment_says_makes_no_error(
    run: Run,
    story: Path,
    monkeypatch: pytest.MonkeyPatch,
    nonsense: dict[str, str],
    arguments: tuple[str, ...],
) -> None:
    Path("exports").mkdir()
    monkeypatch.setenv("DISPLAY", ":nonsense")
    monkeypatch.setenv("PATH", "")  # so that no browser is found
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    with monkeypatch.context() as surroundings:  # pytest itself draws its lines by COLUMNS
        for name, value in nonsense.items():
            surroundings.setenv(name, value)
        done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    assert len(done.out) < 100_000


def test_the_dataset_of_the_environment_is_named_in_its_error(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, line in (
        ("nowhere", "nowhere: no such file; name one with --data FILE, or see 'graphkit demo'"),
        ("\udcff", r"\udcff: no such file; name one with --data FILE, or see 'graphkit demo'"),
        ("x" * 5000, f"--data: '{'x' * 57}...' names no file: File name too long"),
    ):
        monkeypatch.setenv("GRAPHKIT_DATA", path)
        assert assert_refused(run("info")) == line


@pytest.mark.parametrize(
    "shell_says",
    [
        {"_GRAPHKIT_COMPLETE": "nonsense"},
        {"_GRAPHKIT_COMPLETE": "bash_complete"},
        {"_GRAPHKIT_COMPLETE": "zsh_complete", "COMP_WORDS": "'", "COMP_CWORD": "x"},
        {"_GRAPHKIT_COMPLETE": "fish_complete", "COMP_WORDS": "graphkit"},
    ],
    ids=range(4),
)
def test_completion_is_silent_on_what_a_shell_does_not_say(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, shell_says: dict[str, str]
) -> None:
    for name in ("COMP_WORDS", "COMP_CWORD"):
        monkeypatch.delenv(name, raising=False)
    for name, value in shell_says.items():
        monkeypatch.setenv(name, value)
    done = run()
    assert (done.code, done.out, done.err) == (1, "", "")


@pytest.mark.parametrize(
    "text", ["\udcff", "\ud800\udc00", "\udcff\udcfe" * 100, "\x1b[2J", "\0", "\u2028", "x" * 5000]
)
def test_what_is_no_text_is_answered_or_refused_like_any_other(run: Run, story: Path, text: str) -> None:
    for command in (
        "actors",
        "show",
        "neighbors",
        "relations",
        "snapshot",
        "timeline",
        "merge",
        "remove",
        "nothing",
    ):
        for more in ((), ("--format", "json"), ("-o", "out.json"), ("-o", "out.csv"), ("-o", "out.md")):
            arguments = (command, text) if command != "relations" else (command, "--type", text)
            done = run(*arguments, *more)
            assert done.code in (0, 1, 2)
            assert done.err.count("\n") == (done.code == 2)


def test_a_file_whose_name_is_no_text_is_read_written_and_named(run: Run, story: Path) -> None:
    story.rename(story.with_name("\udcff.json"))
    assert run("--data", "\udcff.json", "info").code == 0
    assert run("--data", "\udcff.json", "export", "\udcfe.html", "\udcfe.gexf").code == 0
    run("new", "--empty", "into.json")
    assert run("import", "\udcff.json", "--into", "into.json").code == 0
    assert r"import \udcff.json" in run("--data", "into.json", "log").out


# From a folder with other letters than ASCII's, Python itself does not start in the locale C.
_LOCALE = "C" if f"{__file__}{sys.prefix}".isascii() else "C.UTF-8"
SURROUNDINGS = {
    **{encoding: {"PYTHONIOENCODING": encoding} for encoding in ("cp1252", "ascii", "utf-16")},
    "C": {"LC_ALL": _LOCALE, "LANG": _LOCALE, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_a_pipe_gets_utf_8_whatever_the_surroundings_are(shell: Run, story: Path, surroundings: str) -> None:
    text = story.read_text("utf-8").replace("Bob Example", "Bob 上海").replace("They met.", "上海 👩")
    story.write_text(text, "utf-8")
    Path("broken.json").write_text(text.replace('"met"', '"встретил"'), "utf-8")
    environment = SURROUNDINGS[surroundings]
    for words in (["relations"], ["actors", "--format", "csv"], ["actors", "-o", "-"]):
        done = shell(*words, **environment)
        assert (done.code, done.err) == (0, "")
        assert "Bob 上海" in done.out
    answer = shell("show", "meeting", "--format", "json", **environment).answer
    assert answer["relation"]["summary"] == "上海 👩"
    assert "встретил" in shell("check", "broken.json", **environment).err


def test_a_name_that_nobody_has_is_named_in_utf_8(shell: Run, story: Path) -> None:
    assert "no actor called 'Порт'" in shell("neighbors", "Порт", PYTHONIOENCODING="cp1252").err


def test_a_command_without_a_stdout_is_quiet(story: Path) -> None:
    code = (
        "import sys; sys.stdout = None; sys.argv = ['graphkit', 'info']\n"
        "from graphkit.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_of_nested_entities_is_asked_as_it_is(run: Run) -> None:
    inside = {"id": "c", "schema": "Company", "properties": {"name": ["Firm"]}}
    owned = {"id": "o", "schema": "Ownership", "properties": {"asset": [inside]}}
    ada = {"id": "a", "schema": "Person", "properties": {"name": ["Ada"], "ownershipOwner": [owned]}}
    Path("x.nested.json").write_text(json.dumps(ada))
    found = run("--data", "x.nested.json", "relations")
    assert (found.code, "Ada -owns-> Firm" in found.out) == (0, True)


@pytest.mark.parametrize("suffix", [".gexf", ".graphml", ".cyjs", ".ftm", ".ftm.json"])
def test_data_may_be_of_any_format_that_is_read(suffix: str, run: Run, story: Path, tmp_path: Path) -> None:
    run("export", tmp_path / f"other{suffix}")
    found = run("--data", tmp_path / f"other{suffix}", "show", "ban")
    assert found.code == 0
    assert "The Firm" in found.out
