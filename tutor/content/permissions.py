"""Which vocabularies of installed packages the learner has allowed: one name a line, beside the packs."""

from __future__ import annotations

from pathlib import Path

FILE = "vocabulary.txt"
GROUP = "nabla.vocabulary"
"""The entry points under which packages offer theirs."""


def allowed(folder: Path | None) -> frozenset[str]:
    """The names that are allowed; none where nothing was ever allowed."""
    if folder is None or not (folder / FILE).is_file():
        return frozenset()
    lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.strip() for line in lines if line.strip())


def allow(names: frozenset[str], folder: Path) -> None:
    """Allow these and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
