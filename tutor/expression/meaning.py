"""What the words of a line mean: which letters are names, functions, keywords, differentials, indices."""

from __future__ import annotations

import re

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.differentials import differentials, parted
from tutor.expression.names import Names
from tutor.expression.tokens import Token

_WHOLE_WORD = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)*")
_BIG = frozenset({"sum", "prod", "product"})
_GREEK_BIG = {"Sigma": "sum", "Pi": "product"}
"""Letters that stand for the signs of a sum and a product where an index is written below them."""
_OPENING = frozenset({"(", "[", "{", "\\{"})
_OPERANDS = frozenset({"number", "name", "vulgar", "power", "reals", "end"})
_CLOSING = frozenset({")", "]", "}", "\\}"})


def author_tokens(tokens: list[Token], names: Names) -> list[Token]:
    """Every word as a name, a keyword or the sign of a transpose."""
    meant: list[Token] = []
    kinds = differentials(tokens, None)
    for at, token in enumerate(tokens):
        if token.kind not in ("word", "letter"):
            meant.append(token._replace(kind=kinds.get(at, token.kind)))
        elif token.text in vocabulary.AUTHOR_WORDS:
            meant.append(token._replace(kind="keyword"))
        elif token.text == "T" and "T" not in names and _behind_power(meant):
            meant.append(token._replace(kind="transpose"))
        elif (special := _of_sets(tokens, at, names, meant)) is not None:
            meant.append(special)
        else:
            meant.append(token._replace(kind="name", text=vocabulary.WHOLE_WORDS.get(token.text, token.text)))
    _refuse_calculation_with_reals(meant, names)
    return meant


def learner_tokens(tokens: list[Token], names: Names, text: str) -> list[Token]:
    """Every word cut into names and functions. Raises Unreadable that names what is not in play."""
    meant: list[Token] = []
    kinds = differentials(tokens, names)
    for at, token in enumerate(tokens):
        if token.kind == "word" and at in kinds:
            for part in parted(token, kinds[at], names):
                meant += [part] if part.kind == kinds[at] else _cut(part, names, meant, text)
            continue
        if token.kind in ("word", "letter"):
            meant += _word(tokens, at, names, meant, text)
            continue
        if token.kind == "op":
            if token.text == ",":
                _refuse_comma_in_number(tokens, at, text)
            elif token.text == "~":
                equal = text[: token.place] + "=" + text[token.end :]
                raise Unreadable("~ is not read here: write =", token.place, equal)
        elif token.kind == "power":
            _refuse_unknown_power(token, names)
        elif token.kind == "number" and "e" in token.text and ("e" in names or "E" in names):
            raise Unreadable("e is a name here: write * and ^ between it and the numbers", token.place)
        meant.append(token._replace(kind=kinds[at]) if at in kinds else token)
    _refuse_calculation_with_reals(meant, names)
    return meant


def indices(tokens: list[Token], names: Names) -> list[str]:
    """The names that sums and products of the line run over: the `i` of `sum(i = 1..n, i^2)`."""
    found: list[str] = []
    if not any(token.kind == "big" or token.text in _BIG or token.text in _GREEK_BIG for token in tokens):
        return found
    for at in range(len(tokens) - 1):
        if _is_big(tokens, at, names):
            found += [each.text for each in _index_words(tokens, at + 1)]
    return found


# --- words ----------------------------------------------------------------------------------------


def _word(tokens: list[Token], at: int, names: Names, before: list[Token], text: str) -> list[Token]:
    """What one word means where it stands."""
    token = tokens[at]
    word = token.text
    if word not in names and token.kind == "word":
        if (special := _of_sets(tokens, at, names, before)) is not None:
            return [special]
        if word in vocabulary.KEYWORDS and (_stands_apart(tokens, at) or not names.cover(word)):
            return [token._replace(kind="keyword", text=vocabulary.KEYWORDS[word])]
        if word == "mod" and _follows_operand(before) and not _is_pair(tokens, at + 1):
            return [token._replace(kind="keyword")]
        if word in vocabulary.DEGREES and before and before[-1].kind == "number" and not _opens(tokens[at + 1]):
            return [token._replace(kind="op", text="°")]
        if word in ("choose", "nCr") and _follows_operand(before) and not _is_pair(tokens, at + 1):
            return [token._replace(kind="keyword", text="choose")]
        if _is_big(tokens, at, names):
            return [token._replace(kind="big", text=vocabulary.FUNCTIONS[word])]
        if word in vocabulary.WHOLE_FUNCTIONS and _opens(tokens[at + 1]):
            kind = "big" if word in _BIG else "function"
            return [token._replace(kind=kind, text=vocabulary.FUNCTIONS[word])]
        if word in ("x", "X") and _is_times(tokens, at):
            return [token._replace(kind="op", text="*")]
        if word == "plus":
            _refuse_plus(tokens, at, text)
        if word in vocabulary.NOT_READ and _opens(tokens[at + 1]):
            raise Unreadable(vocabulary.NOT_READ[word][0], token.place, "")
    if token.kind == "letter" and _is_big(tokens, at, names):
        return [token._replace(kind="big", text=_GREEK_BIG[word])]
    if word in ("sigma", "C") and word not in names and names.declared is not None and _is_called(tokens, at):
        return [token._replace(kind="function", text="sigmoid" if word == "sigma" else "binomial")]
    return _cut(token, names, before, text)


def _is_pair(tokens: list[Token], at: int) -> bool:
    """Whether two things stand in the bracket that opens here: `k choose(3, k)` is a product."""
    if tokens[at].text != "(":
        return False
    depth = 0
    for token in tokens[at:-1]:
        depth += (token.kind == "op" and token.text in _OPENING) - (token.kind == "op" and token.text in _CLOSING)
        if depth == 0 or (depth == 1 and token.text == ","):
            return depth == 1
    return False


def _is_called(tokens: list[Token], at: int) -> bool:
    after = tokens[at + 1]
    return after.kind == "op" and after.text == "(" and not after.spaced


def _refuse_plus(tokens: list[Token], at: int, text: str) -> None:
    """`plus-minus` and `plus minus` are written ±."""
    minus = tokens[at + 1 + (tokens[at + 1].text in ("-", "/", "or"))]
    if minus.text == "minus":
        repair = text[: tokens[at].place] + "±" + text[minus.end :]
        raise Unreadable("plus or minus is written ± or +-", tokens[at].place, repair)


def _of_sets(tokens: list[Token], at: int, names: Names, before: list[Token]) -> Token | None:
    """`union` and its like between sets, `U` between brackets, and `R` where it stands for a set."""
    token, after = tokens[at], tokens[at + 1]
    if token.text in names:
        return None
    if token.text in vocabulary.SET_WORDS and _follows_operand(before):
        return token._replace(kind="keyword", text=vocabulary.SET_WORDS[token.text])
    if token.text in ("U", "u") and _follows_operand(before) and _is_set(before[-1]) and _is_set(after):
        return token._replace(kind="keyword", text="union")
    loosely = names.declared is not None
    if token.text == "R" and _stands_for_reals(before, after, tokens[at + 2 : at + 3], loosely):
        return token._replace(kind="reals")
    return None


def _is_set(token: Token) -> bool:
    return token.kind == "reals" or token.text == "R" or token.text in _OPENING or token.text in _CLOSING


def _refuse_calculation_with_reals(tokens: list[Token], names: Names) -> None:
    """Refuse ℝ where nothing is done that is done with sets, and where R is a name."""
    loosely = names.declared is not None
    for at, token in enumerate(tokens):
        if token.kind != "reals":
            continue
        if "R" in names:
            raise Unreadable("R is a name here: write (-oo, oo) for all numbers", token.place, "")
        if not _stands_for_reals(tokens[:at], tokens[at + 1], tokens[at + 2 : at + 3], loosely):
            raise Unreadable("the set R stands alone, behind in, or beside union and its like", token.place, "")


def _stands_for_reals(before: list[Token], after: Token, next_: list[Token], loosely: bool) -> bool:
    """Whether an undeclared R is the real line: where a whole set may stand, and nothing is done with it
    but what is done with sets. `loosely`: also between brackets and in relations."""
    may_begin = loosely or after.text in _BESIDE_SETS
    begins = not before or before[-1].kind == "keyword" or (may_begin and before[-1].text in _BEFORE_SETS)
    taken_from = after.text == "-" and next_[:1] and next_[0].text in ("{", "\\{")
    ended = after.kind == "stop" or after.text in vocabulary.AUTHOR_WORDS or after.text in _BEHIND_SETS
    if not loosely and not before:
        ended = after.kind == "stop" or after.text in _BESIDE_SETS
    return begins and (ended or after.text in ("U", "u") or bool(taken_from))


_RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_BEFORE_SETS = _OPENING | _RELATIONS | {",", ";"}
_BESIDE_SETS = frozenset({"in", "notin", *vocabulary.SET_WORDS})
_BEHIND_SETS = _CLOSING | _RELATIONS | {",", ";", "notin", "otherwise", *vocabulary.SET_WORDS}


def _stands_apart(tokens: list[Token], at: int) -> bool:
    return (at == 0 or tokens[at].spaced) and (tokens[at + 1].spaced or tokens[at + 1].kind in ("op", "stop"))


def _opens(token: Token) -> bool:
    return token.kind == "op" and token.text in ("(", "{")


def _is_times(tokens: list[Token], at: int) -> bool:
    """Whether this x is the sign of `3 x 10^4`: blanks around it, and numbers."""
    before, token, after = tokens[at - 1], tokens[at], tokens[at + 1]
    return at > 0 and before.kind == after.kind == "number" and token.spaced and after.spaced


def _refuse_unknown_power(token: Token, names: Names) -> None:
    """A raised letter must be in play like any other: `xⁿ`."""
    letter = token.text.lstrip("+-")
    if not letter.isalpha() or letter == "T" or letter in names or names.declared is None:
        return
    if letter not in vocabulary.CONSTANTS | {"i"}:
        raise Unreadable(names.refusal(letter), token.place, "")


def _behind_power(tokens: list[Token]) -> bool:
    last = [token.text if token.kind == "op" else "" for token in tokens[-3:]]
    if last[-1:] == ["-"]:
        del last[-1]
    return last[-1:] == ["^"] or last[-2:] == ["^", "{"]


def _cut(token: Token, names: Names, before: list[Token], text: str) -> list[Token]:
    run = token.text
    if run[0] == "T" and "T" not in names and _behind_power(before):
        first = token._replace(kind="transpose", text="T", end=token.place + 1)
        rest = token._replace(text=run[1:], place=token.place + 1, spaced=False)
        return [first, *(_cut(rest, names, [first], text) if run[1:] else [])]
    try:
        pieces = names.cut(token)
    except Unreadable as problem:
        typed = text[token.place : token.end]
        if typed[:1] in vocabulary.LOOK_ALIKES:
            raise Unreadable(f"{vocabulary.shown(typed[0])} is read as {problem.message}", problem.place) from None
        whole = _WHOLE_WORD.match(text, token.place)
        word, end = (whole.group(), whole.end()) if whole and whole.end() > token.end else (run, token.end)
        meant = names.meant_by(word)
        repair = text[: token.place] + meant + text[end:] if meant else ""
        if run in vocabulary.FUNCTIONS:
            repair = f"{text[: token.end]}({text[token.end :].strip()})"
        raise Unreadable(names.refusal(word), problem.place, repair) from None
    ends = [piece.start for piece in pieces[1:]] + [token.end - token.place]
    return [
        Token(
            piece.kind,
            piece.id,
            token.place + piece.start,
            token.place + end,
            token.spaced and piece.start == 0,
        )
        for piece, end in zip(pieces, ends, strict=True)
    ]


def _follows_operand(before: list[Token]) -> bool:
    if not before:
        return False
    last = before[-1]
    if last.text == "|":
        return sum(token.text == "|" for token in before) % 2 == 0
    return last.kind in _OPERANDS or last.text in _CLOSING or last.text == "!"


# --- sums -----------------------------------------------------------------------------------------


def _is_big(tokens: list[Token], at: int, names: Names) -> bool:
    """Whether a sum or product with an index begins here."""
    token, after = tokens[at], tokens[at + 1]
    if token.kind == "big":
        return True
    if token.kind == "letter" and token.text in _GREEK_BIG and token.text not in names:
        return after.text == "_" and bool(_index_words(tokens, at + 1))
    if token.kind != "word" or token.text not in _BIG or token.text in names:
        return False
    return after.text in ("_", "^") or (_opens(after) and bool(_index_words(tokens, at + 1)))


def _index_words(tokens: list[Token], at: int) -> list[Token]:
    """The word that is bound by what begins at this `_`, `^` or bracket: the `i` of `i = 1`, or of `, i,`."""
    depth = 0
    found: list[Token] = []
    for here, token in enumerate(tokens[at:-1], at):
        before, after = tokens[here - 1], tokens[here + 1]
        depth += (token.kind == "op" and token.text in _OPENING) - (token.kind == "op" and token.text in _CLOSING)
        if depth < 0 or (depth == 0 and token.text in _CLOSING and after.text not in ("_", "^")):
            break
        if token.kind not in ("word", "letter") or depth > 1:
            continue
        listed = depth == 1 and before.text == "," and after.text == ","
        first = before.text in ("_", "(", "{", ",") and after.text == "="
        if listed or first:
            found.append(token)
            break
    return found


# --- commas ---------------------------------------------------------------------------------------


def _refuse_comma_in_number(tokens: list[Token], at: int, text: str) -> None:
    """A comma between digits, outside brackets, without a blank: a decimal comma, thousands, or a list?"""
    if not 0 < at < len(tokens) - 1 or any(token.text in ("(", "[", "{", "\\{") for token in tokens[:at]):
        return
    before, comma, after = tokens[at - 1 : at + 2]
    if before.kind != "number" or after.kind != "number" or comma.spaced or after.spaced:
        return
    digits = text.strip()
    groups = digits.split(",")
    thousands = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0] not in ("0", "")
    if len(groups) > 2 and not thousands:
        return
    repair = digits.replace(",", "") if thousands else digits.replace(",", ".", 1)
    point = text[before.place : comma.place] + "." + text[comma.end : after.end]
    whole = f"{repair}, or " if thousands else ""
    question = f"write {whole}{point} for a decimal number, or a blank behind the comma for a list"
    raise Unreadable(f"a comma inside a number: {question}", comma.place, repair)
