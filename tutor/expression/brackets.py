"""What stands between brackets, bars and in TeX matrices."""

from __future__ import annotations

from abc import ABC
from typing import Literal, NoReturn

from tutor.errors import Unreadable
from tutor.expression.binding import LOOSEST
from tutor.expression.cursor import CLOSERS, CLOSING
from tutor.expression.nodes import Call, Interval, Listed, Node, Number
from tutor.expression.parser import Operators
from tutor.expression.tokens import Token

_TRIES = 40
"""How often `||` may be tried as a norm before the line counts as too tangled."""


class Brackets(Operators, ABC):
    """Groups, tuples, intervals, vectors, matrices, absolute values and norms."""

    tries = 0
    joined: Node | None = None
    """What the last operation on sets made, where no bracket closes behind it."""

    def round(self, opening: Token) -> Node:
        """A group, a tuple or the interval `(0, 1]`."""
        outer = self.enter(opening)
        items = self.separated(opening)
        if len(items) == 2 and self.take("]"):
            self.left(outer)
            return Interval(*items, (False, True), place=opening.place)
        self.leave(opening, outer)
        if not items:
            raise Unreadable("nothing stands between these brackets", opening.place)
        return items[0] if len(items) == 1 else Listed("(", items, place=opening.place)

    def inside(self, opening: Token) -> Node:
        """The one expression up to the bracket that closes `opening`, already stepped over."""
        if self.here.kind == "op" and self.here.text in CLOSING:
            raise Unreadable("nothing stands between these brackets", opening.place)
        outer = self.enter(opening)
        inner = self.expression()
        self.leave(opening, outer)
        return inner

    def items(self, opening: Token) -> tuple[Node, ...]:
        """The expressions with commas between them, up to the closing bracket."""
        outer = self.enter(opening)
        items = self.separated(opening)
        self.leave(opening, outer)
        return items

    def separated(self, opening: Token) -> tuple[Node, ...]:
        """The expressions with commas between them, up to where the bracket should close."""
        items: list[Node] = []
        if not self.is_op(CLOSERS[opening.text]):
            items.append(self.expression())
            while self.is_op(","):
                comma = self.here
                self.at += 1
                if self.is_op(CLOSERS[opening.text]):
                    self.missing(comma)
                items.append(self.expression())
        return tuple(items)

    def enter(self, opening: Token) -> bool:
        """Note that a bracket is open; what was noted about blanks, for `leave`."""
        outer, self.blanks_part = self.blanks_part, False
        self.open.append(opening.text)
        return outer

    def leave(self, opening: Token, outer: bool) -> None:
        token = self.here
        if not self.take(CLOSERS[opening.text]):
            self.not_closed(opening, token)
        self.left(outer)

    def left(self, outer: bool) -> None:
        """Forget the bracket that has just been closed."""
        self.open.pop()
        self.blanks_part = outer
        self.joined = None

    def not_closed(self, opening: Token, token: Token) -> NoReturn:
        shape = opening.text[-1]
        if token.kind == "stop":
            closers = "".join(CLOSERS.get(each, each) for each in reversed(self.open))
            raise Unreadable("a bracket is never closed", opening.place, self.text.rstrip() + closers)
        if token.kind == "op" and token.text in CLOSING:
            other = self.edited(token.place, token.end, CLOSERS[opening.text])
            raise Unreadable(f"this {token.text[-1]} cannot close a {shape}", token.place, other)
        if token.kind == "op" and token.text == ";":
            square = self.edited(opening.place, opening.end, "[").replace(")", "]")
            message = "a semicolon stands only between the rows of a matrix, [1 2; 3 4], and between pieces"
            raise Unreadable(message, token.place, square)
        self.unexpected()

    # --- vectors and matrices ---------------------------------------------------------------------

    def square(self, opening: Token) -> Node:
        """A vector, or a matrix: `[1, 2]`, `[1 2]`, `[[1, 2], [3, 4]]`, `[1 2; 3 4]`."""
        commas, rows = self.look_ahead()
        outer = self.enter(opening)
        if rows or self.blanks_matter(commas, rows):
            items = self.rows(opening, self.blanks_matter(commas, rows))
        else:
            items = self.separated(opening)
        if len(items) == 2 and commas and self.take(")"):
            self.left(outer)
            return Interval(*items, (True, False), place=opening.place)
        self.leave(opening, outer)
        if not items:
            raise Unreadable("nothing stands between these brackets", opening.place)
        if len(items) == 1 and self.tokens[self.at - 2].kind == "end" and items[0].place > opening.place:
            return items[0]
        return Listed("[", items, place=opening.place)

    def blanks_matter(self, commas: bool, rows: bool) -> bool:
        """Whether blanks part the entries of a bracket with such signs in it."""
        return not commas

    def look_ahead(self) -> tuple[bool, bool]:
        """Whether commas, and whether semicolons, stand in the bracket that has just been opened."""
        depth, commas, rows = 0, False, False
        for token in self.tokens[self.at :]:
            if token.kind != "op":
                continue
            if token.text in CLOSERS:
                depth += 1
            elif token.text in CLOSING:
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0:
                commas |= token.text == ","
                rows |= token.text == ";"
        return commas, rows

    def rows(self, opening: Token, blanks: bool) -> tuple[Node, ...]:
        """Rows with `;` between them, their entries with commas or blanks; one column is a vector."""
        self.blanks_part = blanks
        rows = [self.row(blanks)]
        while self.is_op(";"):
            self.at += 1
            rows.append(self.row(blanks))
        return _as_items(rows, opening)

    def row(self, blanks: bool) -> list[Node]:
        place = self.here.place
        row: list[Node] = []
        while not (self.is_op(";", "]") or self.here.kind == "stop"):
            row.append(self.expression())
            if not blanks and not self.take(","):
                break
            if blanks and not self.here.spaced:
                break
        if not row:
            raise Unreadable("nothing stands in this row", place)
        return row

    def environment(self, token: Token) -> Node:
        """`\\begin{pmatrix}1 & 2 \\\\ 3 & 4\\end{pmatrix}`; one row or one column is a vector."""
        outer, self.blanks_part = self.blanks_part, False
        self.open.append("begin")
        rows: list[list[Node]] = [[self.expression()]]
        while self.is_op("&", "\\\\"):
            if self.take("&"):
                rows[-1].append(self.expression())
            else:
                self.at += 1
                if self.here.kind != "end":
                    rows.append([self.expression()])
        if self.here.kind != "end" or self.here.text != token.text:
            raise Unreadable(f"this \\begin{{{token.text}}} is never closed", token.place)
        self.at += 1
        self.left(outer)
        matrix = Listed("[", _as_items(rows, token), place=token.place)
        return Call("det", (matrix,), place=token.place) if token.text == "vmatrix" else matrix

    # --- bars -------------------------------------------------------------------------------------

    def bars(self) -> Node:
        """`|x|`, or `||v||` where that can be read as a norm."""
        opening = self.here
        if self.double_bar():
            start, depth, opened, blanks = self.at, self.depth, len(self.open), self.blanks_part
            self.tries += 1
            if self.tries > _TRIES:
                raise Unreadable("too many bars: write abs( ) or norm( )", opening.place)
            try:
                return self.norm(opening)
            except Unreadable as problem:
                self.at, self.depth, self.blanks_part = start, depth, blanks
                del self.open[opened:]
                return self.absolute(opening, problem)
        return self.absolute(opening, None)

    def double_bar(self) -> bool:
        """Whether two bars stand here with nothing between them."""
        if not self.is_op("|"):
            return False
        after = self.tokens[self.at + 1]
        return after.kind == "op" and after.text == "|" and not after.spaced

    def norm(self, opening: Token) -> Node:
        self.at += 2
        inner = self.between_bars("||")
        if not self.double_bar():
            raise Unreadable("these bars are never closed", opening.place)
        self.at += 2
        arguments: tuple[Node, ...] = (inner,)
        if self.take("_"):
            arguments = inner, self.norm_kind()
        euclidean = arguments[1:] == (Number("2"),)
        return Call("norm", arguments[:1] if euclidean else arguments, place=opening.place)

    def norm_kind(self) -> Node:
        """The `1` of `||v||_1`."""
        if self.is_op("{", "("):
            opening = self.here
            self.at += 1
            return self.inside(opening)
        if self.here.kind not in ("number", "name"):
            raise Unreadable("something must follow the _", self.here.place)
        return self.operand(LOOSEST)

    def absolute(self, opening: Token, problem: Unreadable | None) -> Node:
        self.at += 1
        try:
            inner = self.between_bars("|")
        except Unreadable as other:
            raise problem or other from None
        if not self.take("|"):
            raise Unreadable("this | is never closed", opening.place, self.text.rstrip() + "|")
        return Call("abs", (inner,), place=opening.place)

    def between_bars(self, bars: Literal["|", "||"]) -> Node:
        outer, self.blanks_part = self.blanks_part, False
        self.open.append(bars)
        inner = self.expression()
        self.left(outer)
        return inner


def _as_items(rows: list[list[Node]], opening: Token) -> tuple[Node, ...]:
    """The items of a vector, where there is one row or one column, or the rows of a matrix."""
    if len({len(row) for row in rows}) > 1:
        raise Unreadable("the rows are not equally long", opening.place)
    if len(rows) == 1:
        return tuple(rows[0])
    if len(rows[0]) == 1:
        return tuple(row[0] for row in rows)
    return tuple(Listed("[", tuple(row), place=row[0].place) for row in rows)
