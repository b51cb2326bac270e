"""`nabla pack check`: prove packs sound before anyone sees them."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tutor.audit import audit_packs
from tutor.cli.answers import say
from tutor.errors import NablaError
from tutor.worker import Worker


def check(given: argparse.Namespace) -> int:
    """Check each file (in folders: each `.toml`); 1 where there is an error, 0 for warnings only."""
    findings = asyncio.run(_prove(list(_files(given.paths)), given.seeds))
    for finding in findings:
        if given.json:
            say(finding)
        else:
            print(_sentence(finding))
    return 1 if any(finding["level"] == "error" for finding in findings) else 0


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.toml"))
        elif path.is_file():
            yield path
        else:
            raise NablaError(f"There is no file {path}.")


async def _prove(files: Sequence[Path], seeds: int) -> list[dict[str, Any]]:
    """All findings, file by file, under the names by which the files were called."""
    async with Worker() as worker:
        return [
            {**finding, "file": str(file)}
            for file in files
            for finding in await audit_packs(worker, [str(file.absolute())], seeds)
        ]


def _sentence(finding: dict[str, Any]) -> str:
    where = ":".join(str(finding[key]) for key in ("file", "line") if finding.get(key) is not None)
    inside = " ".join(str(finding[key]) for key in ("exercise", "key") if finding.get(key) is not None)
    return f"{where}: {finding['level']}: {inside + ': ' if inside else ''}{finding['message']} [{finding['rule']}]"
