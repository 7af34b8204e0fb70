"""A command that is stopped at any moment: exit code 130, one line, no traceback, nothing half-done."""

import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

DRIVER = textwrap.dedent(
    """
    import json, os, shutil, signal, sys

    def child(number, moment, arguments):
        # Run the command, and send a signal at the so-manieth call of a function; return how many there were.
        count = 0
        def profile(frame, event, argument):
            nonlocal count
            if event == "call":
                count += 1
                if count == moment:
                    signal.raise_signal(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = ["graphkit", *arguments]
        from graphkit.__main__ import run
        from graphkit.cli.stopping import leave_at_once
        leave_at_once()
        sys.setprofile(profile)
        try:
            run()
        finally:
            sys.setprofile(None)
            if not moment:
                os.write(1, f"calls {count}".encode())

    def outcome(number, moment, arguments):
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            os.dup2(writer, 2)
            os.dup2(writer if not moment else os.open(os.devnull, os.O_WRONLY), 1)
            sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)
            child(number, moment, arguments)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as told:
            said = told.read()
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said

    number, moments, warm, keep, *arguments = sys.argv[1:]
    if warm == "warm":  # so that the moments lie in the command, and not where modules are loaded
        from graphkit.cli.main import main
        sys.argv = ["graphkit", "--data", arguments[1], *arguments[2:]]
        sys.stdout, kept = open(os.devnull, "w"), sys.stdout
        try:
            main()
        except SystemExit:
            pass
        sys.stdout = kept
    folder = os.path.dirname(arguments[1])
    def anew():
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        shutil.copy(keep, arguments[1])
    anew()
    calls = int(outcome(int(number), 0, arguments)[1].rpartition("calls ")[2])
    found = []
    for each in range(int(moments)):
        anew()
        moment = 1 + each * (calls - 1) // max(int(moments) - 1, 1)
        code, said = outcome(int(number), moment, arguments)
        files = {name: open(os.path.join(folder, name)).read() for name in os.listdir(folder)}
        found.append([moment, code, said, files])
    print(json.dumps(found))
    """
)


def seen(files: dict[str, str]) -> set[str]:
    """Return the names of files; a hidden one may stay where it had just been made, and stands in no way."""
    return {name for name in files if not name.startswith((".graphkit-", ".story.json.lock"))}


def stopped(
    story: Path, *arguments: str, moments: int, warm: bool, number: int = signal.SIGINT
) -> list[list]:  # type: ignore[type-arg]
    """Stop a command at moments spread over all its calls of functions; return how each run ended."""
    kept = story.with_name("kept.json")
    story.rename(kept)
    work = story.parent / "work" / "story.json"
    work.parent.mkdir()
    given = [str(int(number)), str(moments), "warm" if warm else "cold", str(kept), "--data", str(work)]
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *given, *arguments], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found: list[list] = json.loads(done.stdout)  # type: ignore[type-arg]
    assert len(found) == moments
    return found


@pytest.mark.parametrize(
    "arguments", [["info"], ["add", "actor", "New", "--kind", "person"]], ids=["ask", "add"]
)
def test_a_command_stopped_while_it_loads_and_works_says_so_in_a_line(
    story: Path, arguments: list[str]
) -> None:
    for moment, code, said, _ in stopped(story, *arguments, moments=8, warm=False):
        assert (code, said) == (130, "stopped\n"), moment


def test_a_question_stopped_at_any_moment_says_so_in_a_line(story: Path) -> None:
    for moment, code, said, files in stopped(story, "path", "ann", "firm", moments=24, warm=True):
        assert (code, said) == (130, "stopped\n"), moment
        assert set(files) == {"story.json"}


def test_a_change_stopped_at_any_moment_is_made_whole_or_not_at_all(story: Path) -> None:
    before, states, left = story.read_text(), set(), 0
    for moment, code, said, files in stopped(
        story, "add", "actor", "New", "--kind", "person", moments=40, warm=True
    ):
        assert (code, said) == (130, "stopped\n"), moment
        assert seen(files) <= {"story.json", "story.json.journal"}, moment
        told = [json.loads(line) for line in files.get("story.json.journal", "").splitlines()]
        assert (files["story.json"] != before) == (len(told) == 2), moment
        states.add(len(told))
        left += len(files) - len(seen(files))
    assert states == {0, 2}
    assert left <= 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_so_does_one_that_is_ended_or_loses_its_terminal(
    story: Path, number: signal.Signals, code: int
) -> None:
    add = ("add", "actor", "New", "--kind", "person")
    for moment, left, said, files in stopped(story, *add, moments=8, warm=True, number=number):
        assert (left, said) == (code, "stopped\n"), moment
        assert seen(files) <= {"story.json", "story.json.journal"}, moment


def test_what_a_library_makes_of_an_interrupt_is_no_error_of_the_data(story: Path) -> None:
    code = textwrap.dedent(
        f"""
        import signal, sys
        import graphkit.cli.overview, graphkit.graph.build as build
        from graphkit.errors import DataError, Fault
        def load(path):
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                raise {{}}
        build.load = load
        sys.argv = ["graphkit", "--data", {str(story)!r}, "info"]
        from graphkit.__main__ import run
        run()
        """
    )
    for error in ("ImportError('numpy')", "SystemError('x')", "DataError('x', [Fault('', 'is no CSV')])"):
        done = subprocess.run([sys.executable, "-c", code.format(error)], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped\n")


def test_one_that_ignores_its_terminal_goes_on_without_it(story: Path) -> None:
    def ignore() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    code = "import signal, sys; sys.argv = ['graphkit', 'info']\nfrom graphkit.__main__ import run\n"
    code += "from graphkit.graph import build\nload = build.load\n"
    code += "build.load = lambda path: (signal.raise_signal(signal.SIGHUP), load(path))[1]\nrun()\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, preexec_fn=ignore)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("A small story")


@pytest.mark.parametrize("made", ["pass", "raise ImportError('numpy') from None", "raise"])
def test_a_module_that_makes_something_else_of_an_interrupt_is_not_asked(
    story: Path, tmp_path: Path, made: str
) -> None:
    (tmp_path / "slow.py").write_text(
        f"import signal\ntry:\n    signal.raise_signal(signal.SIGINT)\nexcept BaseException:\n    {made}\n"
    )
    code = textwrap.dedent(
        f"""
        import sys
        import graphkit.graph.build as build
        load = build.load
        def loading(path):
            try:
                import slow
            except ImportError:  # as for a package that is left out
                pass
            return load(path)
        build.load = loading
        sys.argv = ["graphkit", "--data", {str(story)!r}, "info"]
        sys.path.insert(0, {str(tmp_path)!r})
        from graphkit.__main__ import run
        run()
        """
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped\n")
