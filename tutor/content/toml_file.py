"""The bytes of a TOML file, guarded and loaded, with the places of its keys."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from typing import Any

from tutor.content.toml_places import KeyPlace, Path, key_places
from tutor.errors import ContentError

MOST_BYTES = 1024 * 1024
HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def load_toml(content: bytes, file: str) -> tuple[dict[str, Any], Mapping[Path, KeyPlace]]:
    """The data of a file and where its keys stand. Raises ContentError: too big, not UTF-8, not TOML."""
    text = _decoded(content, file)
    try:
        places = key_places(text)
        return tomllib.loads(text), places
    except tomllib.TOMLDecodeError as error:
        raise ContentError(_toml_message(error, text), file=file, line=_toml_line(error, text)) from error
    except ContentError as error:
        raise ContentError(error.message, file=file, line=error.line) from error
    except RecursionError as error:
        raise ContentError("The file is nested too deeply.", file=file, line=1) from error


def _decoded(content: bytes, file: str) -> str:
    if len(content) > MOST_BYTES:
        raise ContentError(f"A pack of over {MOST_BYTES // 1024} kB is not read.", file=file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError("The file is not UTF-8 text.", file=file, line=line) from error
    for number, line_text in enumerate(text.split("\n"), start=1):
        for char in line_text.rstrip("\r"):
            if char in HIDDEN or (unicodedata.category(char) == "Cc" and char != "\t"):
                raise ContentError(f"An invisible character, U+{ord(char):04X}.", file=file, line=number)
    return text


def _toml_message(error: tomllib.TOMLDecodeError, text: str) -> str:
    message = str(error).split(" (at ")[0]
    lines = text.splitlines()
    line = _toml_line(error, text)
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if here.count("'") % 2 == 1 and "'''" not in here:
        message += "; an apostrophe ends a '…' text, write the text between ''' and '''"
    return f"This is not TOML: {message}."


def _toml_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    where = str(error).rpartition("at line ")[2].split(",")[0]
    return int(where) if where.isdecimal() else len(text.splitlines())
