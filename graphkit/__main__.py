"""Runs the command line as a process: ``graphkit``, or ``python -m graphkit``."""

import atexit
import gc
import io
import os
import sys


def run() -> None:
    """Run the command line and exit with its code."""
    # Until the handler below is installed, Ctrl-C ends the process without a traceback. _signal is
    # the core of the module signal, which takes longer to import.
    signals = __import__("_signal")
    if signals.getsignal(signals.SIGINT) == signals.default_int_handler:
        signals.signal(signals.SIGINT, signals.SIG_DFL)
    from graphkit.cli.stopping import leave_at_once

    leave_at_once()
    _fill_streams()
    # A command keeps what it builds until it ends. Garbage collection would take a quarter of its time and
    # find nothing.
    gc.disable()
    atexit.register(_leave)
    # Otherwise pydantic searches all installed packages for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from graphkit.cli.main import main  # only now: the settings above apply to its imports

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            # Files and pipes get UTF-8 whatever the locale, as does a file named by -o.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    main()


def _fill_streams() -> None:
    """Open the null device in place of closed streams, so that no file gets their number and output."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _leave() -> None:
    """Skip the garbage collection at exit, unless DuckDB is loaded: it would report what is left."""
    if "duckdb" not in sys.modules:
        gc.freeze()


if __name__ == "__main__":
    run()
