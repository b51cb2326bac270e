"""Text from outside made harmless before it reaches a terminal: no control characters, nothing
that turns the reading direction, nothing invisible."""

from __future__ import annotations

import re
from unicodedata import normalize

SHOWN_INSTEAD = "\N{REPLACEMENT CHARACTER}"

# Line feed and tab stay; both separators of lines and paragraphs become line feeds.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")


def inert(text: str) -> str:
    """The text with controls, surrogates and private characters replaced by `U+FFFD`, and with
    bidi, zero-width and other invisible characters removed. Line feeds and tabs are kept."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _CONTROLS.sub(SHOWN_INSTEAD, _LINE_ENDS.sub("\n", text)))


_IN_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "·": "*",
        "×": "x", "•": "-", "→": "->", "←": "<-", "⇒": "=>", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "∞": "oo",
        "√": "sqrt", "π": "pi", "∇": "grad", "°": " deg", "\u00a0": " ", "ß": "ss", "ø": "o", "Ø": "O",
    }
)  # fmt: skip


def in_ascii(text: str) -> str:
    """The text with ASCII in place of what else it holds: its near equal, its letter without an
    accent, or `?`."""
    if text.isascii():
        return text
    plain = normalize("NFKD", text.translate(_IN_ASCII))
    return "".join(c if c.isascii() else "" if "\u0300" <= c <= "\u036f" else "?" for c in plain)
