"""Which exercises of a pack have changed: a mark of each, of all that its proof depends on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tutor.content.catalogue import ABOUT, exercise_files
from tutor.content.toml_file import load_toml
from tutor.errors import ContentError


def marks_of(pack: Path) -> list[str]:
    """A SHA-256 for each exercise, in the order in which the pack is read: of its own table, of what its file
    says for all, and of `pack.toml`. Where it stands, blanks and comments do not matter. Raises ContentError."""
    try:
        about = load_toml((pack / ABOUT).read_bytes(), ABOUT)[0] if pack.is_dir() else {}
        files = exercise_files(pack) if pack.is_dir() else [pack]
        return [mark for file in files for mark in _marks(file.read_bytes(), file.name, about)]
    except OSError as error:
        raise ContentError(error.strerror or "It cannot be read.", file=str(pack)) from error


def _marks(content: bytes, name: str, about: object) -> list[str]:
    data = load_toml(content, name)[0]
    tables = data.pop("exercise", [])
    return [_mark([about, name, data, table]) for table in (tables if isinstance(tables, list) else [tables])]


def _mark(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
