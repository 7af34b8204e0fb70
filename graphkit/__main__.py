"""Runs the command line in a process of its own: ``graphkit``, or ``python -m graphkit``."""

import atexit
import gc
import os


def run() -> None:
    """Run the command line and leave with its exit code."""
    # A command builds what it needs, keeps it to its end and is gone: to look through it for garbage,
    # meanwhile and once more on the way out, takes a quarter of its time and finds nothing.
    gc.disable()
    atexit.register(gc.freeze)
    # pydantic would look for plugins in everything that is installed; there are none for a command.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from graphkit.cli.main import main  # not before: that covers what it imports

    main()


if __name__ == "__main__":
    run()
