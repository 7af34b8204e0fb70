"""The command in this process, and an empty folder to work in."""

from cli.conftest import an_empty_folder, run

__all__ = ["an_empty_folder", "run"]
