"""What only the formulas of packs may say: calls of any word, indices, ranges, conditions, loops in lists."""

from __future__ import annotations

from typing import cast

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.binding import LOOSEST, OR, RANGE, SUM
from tutor.expression.functions import Parser, simplified_call
from tutor.expression.names import LOG_BASE, Names
from tutor.expression.nodes import (
    Call,
    Comprehension,
    Index,
    Listed,
    Name,
    Negative,
    Node,
    Number,
    Range,
    Text,
)
from tutor.expression.tokens import Token

_PREFIX = vocabulary.UNARY - {
    "abs",
    "sign",
    "floor",
    "ceil",
    "sigmoid",
    "det",
    "trace",
    "transpose",
    "factorial",
}
"""Functions that authors may write without brackets; the others are common names of variables."""


class AuthorParser(Parser):
    """The parser of one formula. `names`: words that are no functions even before a bracket."""

    def __init__(self, tokens: list[Token], text: str, *, names: Names, nesting: int, tex: bool) -> None:
        super().__init__(tokens, text, nesting=nesting, tex=tex)
        self.names = names

    def operand(self, binding: int) -> Node:
        token = self.here
        if token.kind == "text":
            self.at += 1
            return Text(token.text, place=token.place)
        return super().operand(binding)

    # --- words ------------------------------------------------------------------------------------

    def name(self, token: Token) -> Node:
        word = vocabulary.ALIASES.get(token.text, token.text)
        if token.text in self.names:
            return Name(token.text, place=token.place)
        if self.is_op("(") and not self.here.spaced:
            if LOG_BASE.fullmatch(token.text):
                return self.logarithm(token._replace(text=token.text[4:]))
            return self.called(word, token)
        if word in _PREFIX and self.argument_follows():
            return self.function(token._replace(kind="function", text=word))
        return Name(token.text, place=token.place)

    def argument_follows(self) -> bool:
        token = self.here
        if token.kind in ("name", "number", "tex", "vulgar", "power"):
            return True
        return self.is_op("(", "^", "√", "∛", "|") or (self.tex and self.is_op("{"))

    def called(self, name: str, token: Token) -> Node:
        opening = self.here
        self.at += 1
        outer = self.enter(opening)
        arguments: list[Node] = []
        keywords: list[tuple[str, Node]] = []
        while not self.is_op(")"):
            self.argument(arguments, keywords)
            comma = self.here
            if not self.take(","):
                break
            if self.is_op(")"):
                self.missing(comma)
        self.leave(opening, outer)
        return _call(name, tuple(arguments), tuple(keywords), token.place)

    def argument(self, arguments: list[Node], keywords: list[tuple[str, Node]]) -> None:
        """One argument, with or without `word =` before it."""
        word = self.here
        if not self.keyword_follows():
            if keywords:
                raise Unreadable("an argument without a name stands before those with one", word.place)
            item = self.expression()
            alone = not arguments and self.is_keyword("for")
            arguments.append(self.comprehension(item) if alone else item)
            return
        self.at += 2
        if any(word.text == name for name, _ in keywords):
            raise Unreadable(f"{word.text} is given twice", word.place)
        keywords.append((word.text, self.right_of(self.tokens[self.at - 1], LOOSEST)))

    def keyword_follows(self) -> bool:
        after = self.tokens[self.at + 1]
        return self.here.kind == "name" and after.kind == "op" and after.text == "="

    # --- what may follow an operand ---------------------------------------------------------------

    def special(self, left: Node, token: Token, binding: int) -> Node | None:
        if token.kind == "op" and token.text == "[" and not token.spaced and self.after_base():
            return self.index(left)
        if token.kind == "op" and token.text == ".." and binding <= RANGE:
            return self.range(left, token)
        return super().special(left, token, binding)

    def after_base(self) -> bool:
        before = self.tokens[self.at - 1]
        return before.kind == "name" or (before.kind == "op" and before.text in (")", "]"))

    def index(self, base: Node) -> Node:
        opening = self.here
        self.at += 1
        indices = self.items(opening)
        if not indices:
            raise Unreadable("nothing stands between these brackets", opening.place)
        return Index(base, indices, place=base.place)

    def completed(self, before: Node, operand: Node) -> Node:
        return operand

    def without_else(self, token: Token) -> Node:
        raise Unreadable("this if has no else", token.place)

    def range(self, low: Node, token: Token) -> Node:
        self.at += 1
        high = self.right_of(token, SUM)
        excluded: tuple[Node, ...] = ()
        if self.is_keyword("except"):
            self.at += 1
            excluded = self.excluded(self.tokens[self.at - 1])
        return Range(low, high, excluded, place=low.place)

    def excluded(self, word: Token) -> tuple[Node, ...]:
        """`except 0`, `except 0, 1`, `except {0, 1}`; a list without braces holds numbers only."""
        if self.is_op("{"):
            opening = self.here
            self.at += 1
            return self.items(opening)
        excluded = [self.right_of(word, SUM)]
        while self.is_op(",") and _is_signed_number(excluded[-1]) and self.number_follows():
            self.at += 1
            excluded.append(self.expression(SUM))
        return tuple(excluded)

    def number_follows(self) -> bool:
        """Whether a number stands behind this comma, and is no range nor part of anything else."""
        at = self.at + 1
        if self.tokens[at].kind == "op" and self.tokens[at].text == "-":
            at += 1
        after = self.tokens[at + 1 : at + 2]
        ended = not after or after[0].kind in ("stop", "keyword") or after[0].text in (",", ")", "]", "}")
        return self.tokens[at].kind == "number" and ended

    # --- lists ------------------------------------------------------------------------------------

    def blanks_matter(self, commas: bool, rows: bool) -> bool:
        return rows and not commas

    def square(self, opening: Token) -> Node:
        """A vector, a matrix, an empty list, or `[body for name in source if condition]`."""
        if self.take("]"):
            return Listed("[", (), place=opening.place)
        start, depth = self.at, self.depth
        if self.comprehension_ahead():
            outer = self.enter(opening)
            inner = self.comprehension(self.expression(), opening.place)
            self.leave(opening, outer)
            return inner
        self.at, self.depth = start, depth
        return super().square(opening)

    def comprehension_ahead(self) -> bool:
        """Whether a `for` stands in the bracket that has just been opened, outside inner brackets."""
        depth = 0
        for token in self.tokens[self.at :]:
            if token.kind == "op" and token.text in ("(", "[", "{", "\\{"):
                depth += 1
            elif token.kind == "op" and token.text in (")", "]", "}", "\\}"):
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and token.kind == "keyword" and token.text == "for":
                return True
        return False

    def comprehension(self, body: Node, place: int | None = None) -> Node:
        self.at += 1
        name = self.here
        if name.kind != "name":
            raise Unreadable("a name must follow the for", name.place)
        self.at += 1
        word = self.here
        if not self.is_keyword("in"):
            raise Unreadable("an in must follow the name behind for", word.place)
        self.at += 1
        source = self.right_of(word, OR)
        condition: Node | None = None
        if self.is_keyword("if"):
            word = self.here
            self.at += 1
            condition = self.right_of(word, OR)
        return Comprehension(body, name.text, source, condition, place=body.place if place is None else place)


def _is_signed_number(node: Node) -> bool:
    return isinstance(node.operand if isinstance(node, Negative) else node, Number)


def _call(name: str, arguments: tuple[Node, ...], keywords: tuple[tuple[str, Node], ...], place: int) -> Node:
    if keywords or len(arguments) != 2 or name not in ("log_base", "root"):
        return Call(name, arguments, keywords, place=place)
    return simplified_call(name, cast(tuple[Node, ...], arguments), place)
