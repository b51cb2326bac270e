"""`nabla pack ...`: what packs are there, one more, one less, and whether one is sound."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tutor.audit import audit_packs
from tutor.cli.answers import say
from tutor.content.catalogue import ABOUT, PackEntry
from tutor.content.library import Library
from tutor.errors import ContentError, NablaError
from tutor.paths import packs_folder
from tutor.worker import Worker

TRUST = """A pack is data: it cannot run code, read your files or reach the network.
It comes from whoever wrote it, and its mathematics is as good as they are: nabla pack check proves it."""

COUNTED = 1_000
"""Problems that are drawn to see how many of them differ."""
DEPTHS = {"quick": (20, 20), "usual": (200, COUNTED), "release": (1_000, COUNTED)}
"""Seeds of each level, and problems drawn: at a save, before giving a pack to others, before a release."""


def list_packs(given: argparse.Namespace) -> int:
    """Every pack, shipped or the learner's own; faulty ones with their fault."""
    library = Library.shipped(packs_folder())
    for entry in library.catalogue():
        source = "shipped" if library.is_shipped(entry.id) else "own"
        if given.json:
            about = {key: value for key, value in asdict(entry).items() if key not in ("offers", "lessons")}
            say({**about, "source": source, "exercises": len(entry.offers), "skills": entry.skills})
        else:
            print(_line(entry, source))
    return 0


def add(given: argparse.Namespace) -> int:
    """Take a pack from elsewhere, and say what has come."""
    from tutor.content.shelf import take

    entry = take(given.path, Library.shipped(packs_folder()), packs_folder())
    print(f"Added {_line(entry, 'own')}")
    lessons = ", ".join(Path(each).stem for each in entry.lessons)
    print(f"It practises {', '.join(entry.skills)}" + (f" and brings {lessons}." if lessons else "."))
    print(TRUST, file=sys.stderr)
    return 0


def remove(given: argparse.Namespace) -> int:
    """Take one of the learner's own packs away."""
    from tutor.content.shelf import remove as take_away

    take_away(given.name, packs_folder())
    print(f"Removed {given.name}. What you practised in it stays in the log.")
    return 0


def new(given: argparse.Namespace) -> int:
    """Begin a pack that passes its check."""
    from tutor.content.scaffold import scaffold

    file = scaffold(given.folder)
    print(f"Made {given.folder}. Change {file}, and prove it with: nabla pack check {given.folder}")
    return 0


def schema(given: argparse.Namespace) -> int:
    """The JSON Schema of pack files, by which editors complete and validate."""
    from tutor.content.scaffold import folder_schema, pack_schema

    print(json.dumps(folder_schema() if given.folder else pack_schema(), indent=2))
    return 0


def permit(given: argparse.Namespace) -> int:
    """Allow the vocabulary of an installed package, or (`forbid`) no longer."""
    from importlib.metadata import entry_points

    from tutor.content.permissions import GROUP, allow, allowed

    folder = packs_folder()
    if given.forbid:
        allow(allowed(folder) - {given.name}, folder)
        print(f"{given.name} is not allowed.")
        return 0
    offered = {entry.name: entry for entry in entry_points(group=GROUP)}
    if given.name not in offered:
        raise NablaError(f"No installed package offers a vocabulary {given.name[:40]!r}.")
    allow(allowed(folder) | {given.name}, folder)
    print(f"{given.name} is allowed: formulas may call what {offered[given.name].value} offers.")
    print("That is a Python package: it can do on this machine whatever you can.", file=sys.stderr)
    return 0


def _line(entry: PackEntry, source: str) -> str:
    if entry.fault is not None:
        return f"{entry.id}: faulty, left out. {entry.fault}"
    by = f", by {', '.join(entry.authors)}" if entry.authors else ""
    licence = f", {entry.licence}" if entry.licence else ""
    count = "1 exercise" if len(entry.offers) == 1 else f"{len(entry.offers)} exercises"
    return f"{entry.id} {entry.version}: {entry.title}, {count}{by}{licence} ({source})"


def check(given: argparse.Namespace) -> int:
    """Check each pack (in other folders: each one below); 1 where there is an error, 0 for warnings only."""
    depth: tuple[int, int] = (given.seeds, COUNTED) if given.seeds else DEPTHS[given.depth]
    packs, tell = list(_packs(given.paths)), say if given.json else _tell
    if given.watch:
        from tutor.cli.check_watch import watch

        return asyncio.run(watch(packs, DEPTHS["quick"], depth, lambda pack, found: tell(_as_called(pack, found))))
    return asyncio.run(_check(packs, *depth, tell))


def _packs(paths: Sequence[Path]) -> Iterator[Path]:
    """The packs that are meant: files, and folders with `pack.toml`, each once."""
    for path in paths:
        if path.is_file() or (path / ABOUT).is_file():
            yield path
        elif path.is_dir():
            below = sorted(each for each in path.iterdir() if each.is_dir() or each.suffix == ".toml")
            yield from _packs(below)
        else:
            raise NablaError(f"There is no file {path}.")


def fmt(given: argparse.Namespace) -> int:
    """Write each file in its canonical form; 1 where one cannot be read, or with `--check` would change."""
    from tutor.content.canonical import canonical, pack_files, write_over

    is_faulty = False
    for file in (file for pack in _packs(given.paths) for file in pack_files(pack)):
        try:
            content = file.read_bytes()
            form = canonical(content, str(file))
            if form.encode() == content:
                continue
            if not given.check:
                write_over(file, form)
            print(f"{file} would change." if given.check else f"{file} is in its canonical form now.", flush=True)
            is_faulty |= given.check
        except (ContentError, OSError) as error:
            print(f"nabla: {_words(error, file)}", file=sys.stderr, flush=True)
            is_faulty = True
    return 1 if is_faulty else 0


def _words(error: ContentError | OSError, file: Path) -> str:
    return f"{file}: {error.strerror or 'it cannot be read'}" if isinstance(error, OSError) else str(error)


async def _check(packs: Sequence[Path], seeds: int, counted: int, tell: Callable[[dict[str, Any]], None]) -> int:
    """Tell the findings pack by pack, under the names by which the packs were called."""
    is_faulty = False
    async with contextlib.AsyncExitStack() as stack:
        cores = os.cpu_count() or 1
        workers = [await stack.enter_async_context(Worker(packs=packs_folder())) for _ in range(cores)]
        proofs = audit_packs(workers, [str(pack.absolute()) for pack in packs], seeds, counted)
        for pack in packs:
            for finding in await anext(proofs):
                tell(_as_called(pack, finding))
                is_faulty |= finding["level"] == "error"
    return 1 if is_faulty else 0


def _as_called(pack: Path, finding: dict[str, Any]) -> dict[str, Any]:
    """The finding, its file under the name by which the pack was called."""
    inside = Path(finding["file"] or "").relative_to(pack.absolute()) if pack.is_dir() else Path()
    return {**finding, "file": str(pack / inside)}


def _tell(finding: dict[str, Any]) -> None:
    print(_sentence(finding), flush=True)


def _sentence(finding: dict[str, Any]) -> str:
    where = ":".join(str(finding[key]) for key in ("file", "line") if finding.get(key) is not None)
    inside = " ".join(str(finding[key]) for key in ("exercise", "key") if finding.get(key) is not None)
    return f"{where}: {finding['level']}: {inside + ': ' if inside else ''}{finding['message']} [{finding['rule']}]"
