"""The bytes of a TOML file, guarded and loaded, with the places of its keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from tutor.content.toml_places import KeyPlace, Path, key_places
from tutor.content.toml_slips import first_slip
from tutor.errors import ContentError

MOST_BYTES = 1024 * 1024
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]|\r(?!\n)"
)
"""Control characters, those that turn the direction of writing, those that take no room."""


def load_toml(
    content: bytes, file: str, tables: Collection[str] = ()
) -> tuple[dict[str, Any], Mapping[Path, KeyPlace]]:
    """The data of a file and where its keys stand. Raises ContentError: too big, not UTF-8, not TOML.

    `tables`: the headings that such a file has, for the message where it is no TOML.
    """
    text = _decoded(content, file)
    try:
        places = key_places(text)
        return tomllib.loads(text), places
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(error, text, file, tables) from error
    except ContentError as error:
        raise ContentError(error.message, file=file, line=error.line) from error
    except (RecursionError, ValueError) as error:  # a number of more digits than Python reads
        raise ContentError("It is nested too deeply, or a number in it is too long.", file=file, line=1) from error


def _decoded(content: bytes, file: str) -> str:
    if len(content) > MOST_BYTES:
        raise ContentError(f"A pack of over {MOST_BYTES // 1024} kB is not read.", file=file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError("The file is not UTF-8 text.", file=file, line=line) from error
    if hidden := HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        raise ContentError(f"An invisible character, U+{ord(hidden[0]):04X}: take it out.", file=file, line=line)
    return text


def _not_toml(error: tomllib.TOMLDecodeError, text: str, file: str, tables: Collection[str]) -> ContentError:
    """What to mend: where the slip probably is, else where reading failed."""
    line = _toml_line(error, text)
    if slip := first_slip(text, line, tables):
        return ContentError(f"{slip.message}.".replace("?.", "?"), file=file, line=slip.line)
    message = str(error).split(" (at ")[0]
    lines = text.split("\n")
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if here.count("'") % 2 == 1 and "'''" not in here:
        message += "; an apostrophe ends a '…' text, write the text between ''' and '''"
    return ContentError(f"This is not TOML: {message}.", file=file, line=line)


def _toml_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    where = str(error).rpartition("at line ")[2].split(",")[0]
    return int(where) if where.isdecimal() else text.rstrip("\n").count("\n") + 1
