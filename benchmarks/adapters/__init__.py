"""graphkit and its peers, one module a library; a module that is put here takes part."""

from importlib import import_module
from pkgutil import iter_modules

from benchmarks.adapters.base import Adapter


def available(table: str) -> tuple[list[type[Adapter]], dict[str, str]]:
    """Return the adapters that are asked about a kind of table, and why other libraries cannot be imported.

    Parameters
    ----------
    table
        ``events`` or ``graph``, see :attr:`~benchmarks.adapters.base.Adapter.table`.
    """
    adapters: list[type[Adapter]] = []
    missing: dict[str, str] = {}
    for name in sorted({module.name for module in iter_modules(__path__)} - {"base"}):
        try:
            module = import_module(f"benchmarks.adapters.{name}")
        except Exception as error:
            missing[name] = f"{type(error).__name__}: {error}"
            continue
        classes = (value for value in vars(module).values() if isinstance(value, type))
        adapters += [
            value
            for value in classes
            if issubclass(value, Adapter) and value.__module__ == module.__name__ and value.table == table
        ]
    return adapters, missing
