"""Runs the command line as a process: ``graphkit``, or ``python -m graphkit``."""

import atexit
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType


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
    # numpy's matrices are small here: several threads take twice as long, waiting for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    handlers = atexit._ncallbacks()
    atexit.register(_leave, alone=not handlers)
    _forgo_plugins()
    from graphkit.cli.main import main  # only now: the settings above apply to its imports

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            # Files and pipes get UTF-8 whatever the locale, as does a file named by -o.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    global _code
    try:
        main()
    except SystemExit as left:
        _code = left.code
        raise


_code: object = None
"""The exit code, once it is known."""


def _forgo_plugins() -> None:
    """Spare pydantic the search of all installed packages for plugins, and even the library for it.

    The setting alone spares only the search. Should pydantic want more of its module, it gets it.
    """
    if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__") != "__all__":
        return
    name = "pydantic.plugin._loader"

    def real(attribute: str) -> object:
        if attribute.startswith("__"):  # as the import itself asks
            raise AttributeError(attribute)
        del sys.modules[name]
        found: object = getattr(import_module(name), attribute)
        return found

    sys.modules[name] = stand_in = ModuleType(name)
    stand_in.__dict__.update(get_plugins=tuple, __getattr__=real)


def _fill_streams() -> None:
    """Open the null device in place of closed streams, so that no file gets their number and output.

    An answer to a closed stream cannot be written, which is told, as by other programs.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        refusing = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = os.fdopen(refusing, "w", encoding="utf-8")


def _leave(*, alone: bool) -> None:
    """Leave the rest to the system, which frees memory at once where Python goes through every object.

    It comes after all other handlers of the exit and the end of all threads, but not before those who were
    there first, such as coverage. Spark is left in the ordinary way, and so is DuckDB, which would report
    frozen objects, where Python must end itself.
    """
    code = _code if alone and isinstance(_code, int) else None
    if sys.modules.keys() & ({"_duckdb", "pyspark"} if code is None else {"pyspark"}):
        return
    gc.freeze()
    if code is not None:
        with suppress(OSError, ValueError):  # Python reports a stream that cannot be flushed
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            os._exit(code)


if __name__ == "__main__":
    run()
