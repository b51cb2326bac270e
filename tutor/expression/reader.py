"""Text to tree: what a learner typed, or an author's formula.

    read("2x^2 y", ["x", "y"])            2*x^2*y
    read("softmax_rows(Q K^T / 2)", author=True)

Where people write one thing and mean two, one reading is taken (`READINGS`, which Help shows and the
tests prove) and the preview shows it; where a wrong guess would cost an answer, the line is refused
with what to write instead: `2 1/2`, `sin^-1 x`, `1/xy`, `ln 1/2`, `x2`, `0,5`.
"""

from __future__ import annotations

from collections.abc import Collection

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.author import AuthorParser
from tutor.expression.functions import Parser
from tutor.expression.names import Names
from tutor.expression.nodes import Node, children
from tutor.expression.tokens import Token, tokenize

READINGS: tuple[tuple[str, str, str], ...] = (
    ("1/2x", "1/2*x", "times and divided by bind alike, from left to right: half of x"),
    ("2x/3y", "2*x/3*y", "the same: write 2x/(3y) for the other"),
    ("2(x+1)(x-1)", "2*(x + 1)*(x - 1)", "a product needs no sign"),
    ("x(x+1)", "x*(x + 1)", "a name before a bracket is a factor, never a function"),
    ("x^2y", "x^2*y", "a power ends with its number or name"),
    ("-x^2", "-x^2", "the minus stands before the square: -(x^2)"),
    ("2^3^2", "2^(3^2)", "towers of powers are read from the top"),
    ("e^-x^2", "e^(-x^2)", "so is a minus in an exponent"),
    ("sin 2x", "sin(2*x)", "without brackets a function takes the factors that follow"),
    ("ln 2x", "ln(2*x)", "the same"),
    ("sin x cos x", "sin(x)*cos(x)", "up to the next function"),
    ("ln x + 1", "ln(x) + 1", "or sign"),
    ("ln x/2", "ln(x)/2", "which may be a fraction's"),
    ("sin^2 x", "sin(x)^2", "the power is the function's"),
    ("sqrt 2x", "sqrt(2)*x", "a root without brackets takes one factor only"),
    ("√2x", "sqrt(2)*x", "the sign as the word"),
    ("log x", "ln(x)", "log is the natural logarithm; log2, log10 and log_b are others"),
    ("|x||y|", "abs(x)*abs(y)", "two absolute values"),
    ("||x||", "norm(x)", "double bars are a norm"),
    ("0<x<=1", "0 < x <= 1", "both hold"),
    ("1, 2, 3", "(1, 2, 3)", "a list without brackets"),
    ("[1 2; 3 4]", "[[1, 2], [3, 4]]", "blanks part entries, semicolons part rows"),
    ("[1; 2]", "[1, 2]", "one column is a vector"),
    ("2e3", "2e3", "digits, e and digits are a decimal power"),
    ("50%", "50%", "the number 50/100"),
)
"""(typed, read as, why), with x and y in play."""

NESTING = {False: 60, True: 64}
DEPTH = 150
"""The greatest depth of a tree: longer chains of signs are refused."""


def read(text: str, names: Collection[str] | None = None, *, author: bool = False) -> Node:
    """The tree of a line. Raises Unreadable for anything that is not in the language, whatever it is.

    `names`: those in play, which steer how letters are cut; None: any single letter. For authors:
    words that are names even before a bracket, nothing is cut and unknown names are no error.
    """
    known = Names(names)
    try:
        return _read(text, known, author)
    except Unreadable as problem:
        if problem.repair is not None and not _reads(problem.repair, known, author):
            problem.repair = None
        raise


def _read(text: str, names: Names, author: bool) -> Node:
    tex = "\\" in text
    if author:
        tokens = _author_tokens(tokenize(text, author=True), names)
        parser: Parser = AuthorParser(tokens, text, names=names, nesting=NESTING[True], tex=tex)
    else:
        tokens = _learner_tokens(tokenize(text, suffix=names.suffix), names, text)
        parser = Parser(tokens, text, nesting=NESTING[False], tex=tex)
    tree = parser.line()
    if len(tokens) > DEPTH and _depth(tree) > DEPTH:
        raise Unreadable("this is too long a chain: write it in shorter parts", 0)
    return tree


def _reads(text: str, names: Names, author: bool) -> bool:
    try:
        _read(text, names, author)
    except Unreadable:
        return False
    return True


def _depth(tree: Node) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in children(node)]
    return depth


# --- tokens with a meaning ------------------------------------------------------------------------


def _author_tokens(tokens: list[Token], names: Names) -> list[Token]:
    """Every word as a name, a keyword or the sign of a transpose."""
    meant: list[Token] = []
    for token in tokens:
        if token.kind not in ("word", "letter"):
            meant.append(token)
        elif token.text in vocabulary.AUTHOR_WORDS:
            meant.append(token._replace(kind="keyword"))
        elif token.text == "T" and "T" not in names and _behind_power(meant):
            meant.append(token._replace(kind="transpose"))
        else:
            meant.append(token._replace(kind="name", text=vocabulary.WHOLE_WORDS.get(token.text, token.text)))
    return meant


def _learner_tokens(tokens: list[Token], names: Names, text: str) -> list[Token]:
    """Every word cut into names and functions."""
    meant: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind in ("word", "letter"):
            meant += _cut(token, names, meant, text)
            continue
        if token.kind == "op":
            if token.text == ",":
                _refuse_comma_in_number(tokens, at, text)
            elif token.text in ("~", "..", ":"):
                raise Unreadable(f"{token.text} is not read here", token.place)
        elif token.kind == "number" and "e" in token.text and ("e" in names or "E" in names):
            raise Unreadable("e is a name here: write * and ^ between it and the numbers", token.place)
        meant.append(token)
    return meant


def _behind_power(tokens: list[Token]) -> bool:
    last = [token.text for token in tokens[-2:] if token.kind == "op"]
    return last[-1:] == ["^"] or last == ["^", "{"]


def _cut(token: Token, names: Names, before: list[Token], text: str) -> list[Token]:
    run = token.text
    if run in vocabulary.LOGIC_WORDS and run not in names:
        return [token._replace(kind="keyword")]
    if run == "choose" and before and run not in names and _ends_operand(before[-1]):
        return [token._replace(kind="keyword")]
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
        swapped = text[: token.place] + run.swapcase() + text[token.end :]
        raise Unreadable(problem.message, problem.place, swapped if run.isalpha() else None) from None
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


def _ends_operand(token: Token) -> bool:
    return token.kind in ("number", "name", "vulgar", "power") or token.text in (")", "]", "}", "!")


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
    question = f"write {point} for a decimal number, or a blank behind the comma for a list"
    raise Unreadable(f"a comma inside a number: {question}", comma.place, repair)
