"""Runs the command line in a process of its own: ``graphkit``, or ``python -m graphkit``."""

import atexit
import gc
import io
import os
import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    # Ctrl-C ends it as it ends any program, until there is something that says so. This is what the
    # module signal is made of, which itself takes a while to load.
    signals = __import__("_signal")
    if signals.getsignal(signals.SIGINT) == signals.default_int_handler:
        signals.signal(signals.SIGINT, signals.SIG_DFL)
    from graphkit.cli.stopping import leave_at_once

    leave_at_once()
    _fill_streams()
    # A command builds what it needs, keeps it to its end and is gone: to look through it for garbage,
    # meanwhile and once more on the way out, takes a quarter of its time and finds nothing.
    gc.disable()
    atexit.register(_leave)
    # pydantic would look for plugins in everything that is installed; there are none for a command.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from graphkit.cli.main import main  # not before: that covers what it imports

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            # A file or another program gets UTF-8, as a file named by -o does, whatever the surroundings are.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    main()


def _fill_streams() -> None:
    """Open nothing in the place of a stream that is closed, so that no file gets what is printed there."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _leave() -> None:
    """Spare Python a last look for garbage; DuckDB needs it, else it tells on the way out what is left."""
    if "duckdb" not in sys.modules:
        gc.freeze()


if __name__ == "__main__":
    run()
