"""Vocabulary from installed Python packages: found by entry point, off until the learner allows it by name.

A package offers it in its `pyproject.toml`:

    [project.entry-points."nabla.vocabulary"]
    graphs = "nabla_graphs:VOCABULARY"

where `VOCABULARY` is filled by `tutor.maths.posing.vocabulary.registry.entered`. No pack can bring one.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import EntryPoint, entry_points

from tutor.content.permissions import GROUP
from tutor.errors import NablaError
from tutor.maths.posing.samplers import SAMPLERS
from tutor.maths.posing.showing import SHOWING
from tutor.maths.posing.vocabulary import VOCABULARY
from tutor.maths.posing.vocabulary.registry import Function


def extend(allowed: Collection[str]) -> list[str]:
    """Enter the functions of the vocabularies that are allowed; what went wrong with one, in words."""
    faults: list[str] = []
    for entry in entry_points(group=GROUP):
        if entry.name in allowed:
            try:
                VOCABULARY.update(_functions(entry))
            except NablaError as error:
                faults.append(str(error))
    return faults


def _functions(entry: EntryPoint) -> dict[str, Function]:
    """Raises NablaError for what is no vocabulary, or would change the meaning of a word."""
    try:
        offered = entry.load()
    except Exception as error:  # whatever a package does on import, the program goes on without it
        raise NablaError(f"The vocabulary {entry.name!r} does not load ({type(error).__name__}).") from error
    if not isinstance(offered, dict) or not all(isinstance(each, Function) for each in offered.values()):
        raise NablaError(f"The vocabulary {entry.name!r} is none: it is to be a dict of functions.")
    if taken := sorted(offered.keys() & {*VOCABULARY, *SAMPLERS, *SHOWING}):
        raise NablaError(f"The vocabulary {entry.name!r} would change the meaning of {taken[0]!r}.")
    return offered
