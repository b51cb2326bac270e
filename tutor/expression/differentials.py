"""Where a derivative is written with d or ∂: which words begin with one, and how they are parted.

Only what stands as a fraction of differentials is one (`df/dx`, `\\frac{\\partial f}{\\partial x}`), and only
where `d` (or the word `partial`) is no name; everywhere else `dx` is a product or unknown.
"""

from __future__ import annotations

from tutor.expression import vocabulary
from tutor.expression.names import Names
from tutor.expression.tokens import Token

_NO_NAMES = vocabulary.KEYWORDS.keys() | vocabulary.SET_WORDS.keys()
_BETWEEN = frozenset({"*", "+", "-", "±", ",", ";", "=", "!=", "<", "<=", ">", ">=", "/", "&", "\\\\"})


def differentials(tokens: list[Token], names: Names | None) -> dict[int, str]:
    """The indices of the tokens that begin with a differential, and of which kind it is: `differential`
    above the bar of a fraction, `below` below it. Without names (authors) only ∂ is one."""
    found: dict[int, str] = {}
    if not any(token.kind == "tex" or token.text == "/" for token in tokens):
        return found
    for at, token in enumerate(tokens):
        if at not in found and _may_begin(token, names) and (below := _denominator(tokens, at, names)):
            found |= {at: "differential"} | dict.fromkeys(below, "below")
    return found


def parted(token: Token, kind: str, names: Names) -> list[Token]:
    """`dx` as a differential and the word `x`; `dxdy` as both twice."""
    parts: list[Token] = []
    word, place, spaced = token.text, token.place, token.spaced
    while word:
        length = len("partial") if word.startswith("partial") and "partial" not in names else 1
        text = "partial" if length > 1 else "d"
        parts.append(Token(kind, text, place, place + length, spaced))
        word, place, spaced = word[length:], place + length, False
        ahead = names.first(word)
        whole = ahead == 0 or word[ahead : ahead + 1] != "d" or not names.first(word[ahead + 1 :])
        taken = len(word) if whole else ahead
        if taken:
            end = token.end if taken == len(word) else place + taken
            parts.append(token._replace(kind="word", text=word[:taken], place=place, end=end, spaced=False))
        word, place = word[taken:], place + taken
    return parts


def _may_begin(token: Token, names: Names | None) -> bool:
    if token.kind == "differential":
        return True
    if names is None or token.kind != "word" or token.text in names:
        return False
    if token.text == "partial" or (token.text.startswith("partial") and len(token.text) > 7):
        return "partial" not in names
    return token.text[0] == "d" and "d" not in names and token.text not in vocabulary.FUNCTIONS


def _denominator(tokens: list[Token], at: int, names: Names | None) -> list[int]:
    """The words below the bar of a fraction of differentials that begins at this index, or none."""
    braced = at >= 2 and tokens[at - 1].text == "{" and tokens[at - 2].kind == "tex"
    depth = 0
    for here in range(at + 1, len(tokens) - 1):
        token = tokens[here]
        if token.kind in ("op", "begin"):
            if token.text in ("(", "[", "{"):
                depth += 1
            elif token.text in (")", "]", "}"):
                depth -= 1
            if depth < 0:
                return _below(tokens, here + 2, names) if braced and tokens[here + 1].text == "{" else []
            if depth == 0 and token.text == "/":
                return _below(tokens, here + 1 + (tokens[here + 1].text == "("), names)
            if depth == 0 and token.text in _BETWEEN:
                return []
    return []


def _below(tokens: list[Token], at: int, names: Names | None) -> list[int]:
    """The words from this index on that begin with a differential: `dx`, `d x`, `dx^2`, `∂x ∂y`, up to one
    that stands above a bar of its own, as in `dL/dy dy/dw`."""
    found: list[int] = []
    while _may_begin(tokens[at], names) and not (found and _denominator(tokens, at, names)):
        alone = tokens[at].text in ("d", "partial")
        after = tokens[at + 1]
        if alone and (after.kind not in ("word", "letter") or after.text in _NO_NAMES):
            break
        found.append(at)
        at += 1 + alone
        if tokens[at].kind == "power":
            at += 1
        elif tokens[at].text == "^":
            at += 4 if tokens[at + 1].text == "{" else 2
        if at >= len(tokens):
            break
    return found
