"""Brackets that open outwards: `]0, 1[` and `[0, 1[` are `(0, 1)` and `[0, 1)`."""

from __future__ import annotations

from tutor.expression import vocabulary
from tutor.expression.names import Names
from tutor.expression.tokens import Token

_OPENING = frozenset({"(", "[", "{", "\\{"})
_CLOSING = frozenset({")", "]", "}", "\\}"})
_BESIDE = frozenset({"=", "!=", "<", "<=", ">", ">=", ",", ";"})
_WORDS = vocabulary.KEYWORDS.keys() | vocabulary.SET_WORDS.keys()


def inward(tokens: list[Token], names: Names) -> list[Token]:
    """The tokens with the brackets of each such interval turned round; every place stays."""
    signs = [token.text if token.kind == "op" else "" for token in tokens]
    lows = [at for at, sign in enumerate(signs) if sign in ("]", "[", "(") and _may_begin(tokens, at, names)]
    highs = {at for at, sign in enumerate(signs) if sign == "[" and _may_end(tokens, at, names)}
    if not highs and not any(signs[low] == "]" for low in lows):
        return tokens
    turned = list(tokens)
    for low in lows:
        middle, high = _ends(signs, low, highs)
        if high and (signs[low] == "]" or high in highs):
            turned[low] = turned[low]._replace(text="[" if signs[low] == "[" else "(")
            turned[middle] = turned[middle]._replace(text=",")
            turned[high] = turned[high]._replace(text="]" if signs[high] == "]" else ")")
    return turned


def _ends(signs: list[str], low: int, highs: set[int]) -> tuple[int, int]:
    """Where the comma and the closing bracket of the pair stand that begins at `low`; 0 where there is none."""
    middle = depth = 0
    for at in range(low + 1, len(signs)):
        sign = signs[at]
        if depth == 0 and (sign in (")", "]") or at in highs):
            return middle, at if low + 1 < middle < at - 1 else 0
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0 and sign in (",", ";"):
            if middle:
                break
            middle = at
    return 0, 0


def _may_begin(tokens: list[Token], at: int, names: Names) -> bool:
    before = tokens[at - 1]
    return at == 0 or before.text in _OPENING | _BESIDE | {"-"} or _joins(before, names)


def _may_end(tokens: list[Token], at: int, names: Names) -> bool:
    after = tokens[at + 1]
    if after.text in ("U", "u") and tokens[at + 2].text not in ("(", "[", "]"):
        return False
    taken_from = after.text == "-" and tokens[at + 2].text in ("{", "\\{")
    return after.kind == "stop" or after.text in _CLOSING | _BESIDE or taken_from or _joins(after, names)


def _joins(token: Token, names: Names) -> bool:
    """Whether a word or sign stands between two sets or conditions."""
    is_word = token.text in _WORDS or token.text in ("U", "u")
    return token.kind == "keyword" or (token.kind == "word" and is_word and token.text not in names)
