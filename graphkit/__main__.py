"""Runs the command line: ``python -m graphkit``."""

from graphkit.cli.main import main

if __name__ == "__main__":
    main()
