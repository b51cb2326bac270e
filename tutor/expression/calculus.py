"""Derivatives as fractions of differentials, sums and products over an index."""

from __future__ import annotations

from abc import ABC
from typing import NoReturn

from tutor.errors import Unreadable
from tutor.expression.binding import FACTOR, PRODUCT, SUM
from tutor.expression.nodes import Binary, Call, Listed, Name, Node
from tutor.expression.sets import Sets
from tutor.expression.tokens import Token

HIGHEST_ORDER = 9


class Calculus(Sets, ABC):
    """`df/dx`, `d/dx (...)`, `∂²f/∂x∂y`; `∑_(i=1)^n i²`, `sum(i = 1..n, i^2)`."""

    # --- derivatives ------------------------------------------------------------------------------

    def derivative(self, token: Token) -> Node:
        """A derivative with a slash; its first differential has just been stepped over."""
        order = self.order()
        body = None if self.is_op("/") else self.factors()
        if not self.take("/"):
            self.no_derivative(token)
        if self.is_op("("):
            opening = self.here
            self.at += 1
            outer = self.enter(opening)
            names = self.differentiated_by(token)
            self.leave(opening, outer)
        else:
            names = self.differentiated_by(token)
        return self.of_order(token, order, body, names)

    def tex_derivative(self, token: Token) -> Node:
        """`\\frac{df}{dx}`, `\\frac{d}{dx} x^2`; the command has just been stepped over."""
        above = self.here
        first = self.tokens[self.at + 1]
        self.at += 2
        outer = self.enter(above)
        order = self.order()
        body = None if self.is_op("}") else self.factors()
        self.leave(above, outer)
        below = self.here
        if not self.take("{"):
            raise Unreadable(f"something in braces must follow the \\{token.text}", token.place)
        outer = self.enter(below)
        names = self.differentiated_by(first)
        self.leave(below, outer)
        return self.of_order(first, order, body, names)

    def of_order(self, token: Token, order: int, body: Node | None, names: list[Node]) -> Node:
        if order != len(names):
            said = f"above the bar it is differentiated {_times(order)}, below it {_times(len(names))}"
            above = "d" if len(names) == 1 else f"d^{len(names)}"
            raise Unreadable(f"{said}: write {above} above", token.place, "")
        return Call("derivative", (body or self.differentiated(), *names), place=token.place)

    def order(self) -> int:
        """The 2 of `d^2`, else 1."""
        sign = self.here
        if sign.kind == "power":
            self.at += 1
            return _counted(sign.text, sign)
        if not self.take("^"):
            return 1
        braced = self.take("{")
        digits = self.here
        self.at += 1
        if digits.kind != "number" or (braced and not self.take("}")):
            raise Unreadable("the order of a derivative is a whole number", digits.place)
        return _counted(digits.text, digits)

    def factors(self) -> Node:
        """What stands behind the upper differential: `f`, `f(x)`, `(x^2 y)`."""
        body = self.expression(FACTOR)
        while self.begins_factor(self.here):
            body = Binary("*", body, self.factor(body), implicit=True, place=body.place)
        return body

    def differentiated_by(self, token: Token) -> list[Node]:
        """The names below the bar, each as often as it is differentiated by."""
        names: list[Node] = []
        while self.here.kind == "below":
            self.at += 1
            name = self.here
            if name.kind != "name":
                raise Unreadable(f"a name must follow this {_sign(token)}", self.tokens[self.at - 1].place)
            self.at += 1
            names += [Name(name.text, place=name.place)] * self.order()
            if len(names) > HIGHEST_ORDER:
                raise Unreadable(f"at most {HIGHEST_ORDER} derivatives are read", name.place)
        if not names:
            self.no_derivative(token)
        return names

    def differentiated(self) -> Node:
        """What `d/dx` acts on: the bracket behind it, or the factors up to the next sign."""
        before = self.tokens[self.at - 1]
        if self.is_op("(", "[") or (self.tex and self.is_op("{")) or self.here.kind == "differential":
            body = self.expression(FACTOR)
            bracketed = isinstance(body, Listed) and body.bracket == "[" and len(body.items) == 1
            return body.items[0] if isinstance(body, Listed) and bracketed else body
        if not self.begins_factor(self.here):
            raise Unreadable("what is differentiated must follow here", before.place)
        return self.factors()

    def no_derivative(self, token: Token) -> NoReturn:
        sign = _sign(token)
        raise Unreadable(f"a derivative is written {sign}f/{sign}x or {sign}/{sign}x (...)", token.place)

    # --- sums -------------------------------------------------------------------------------------

    def big(self, token: Token) -> Node:
        """A sum or product over an index; its sign has just been stepped over."""
        if self.is_op("(") or (self.tex and self.is_op("{")):
            return self.big_in_brackets(token)
        above = self.upper_end()
        if not self.is_op("_"):
            self.no_index(token)
        self.at += 1
        index, low, high = self.lower_end(token)
        high = high or above or self.upper_end()
        if high is None:
            raise Unreadable(f"this {token.text} needs its last index: {token.text}_(i=1)^n", token.place)
        body = self.right_of(self.tokens[self.at - 1], PRODUCT)
        return Call(token.text, (body, index, low, high), place=token.place)

    def lower_end(self, token: Token) -> tuple[Node, Node, Node | None]:
        """`(i=1)`, `{i=1}`, or `(i=1..n)` with the last index in it."""
        opening = self.here
        if not self.is_op("(", "{"):
            self.no_index(token)
        self.at += 1
        outer = self.enter(opening)
        index, low, high = self.index_range(token)
        self.leave(opening, outer)
        return index, low, high

    def index_range(self, token: Token) -> tuple[Node, Node, Node | None]:
        """`i = 1`, perhaps with `..n` behind it."""
        name, equals = self.here, self.tokens[self.at + 1]
        if not self.is_index(self.at):
            self.no_index(token)
        self.at += 2
        low = self.right_of(equals, SUM)
        dots = self.here
        high = self.right_of(dots, SUM) if self.take("..") else None
        return Name(name.text, place=name.place), low, high

    def upper_end(self) -> Node | None:
        """The `n` of `^n`, if a `^` or a raised number or letter stands here."""
        sign = self.here
        if sign.kind == "power":
            self.at += 1
            raised = self.superscript(Name("n"), sign)
            return raised.right if isinstance(raised, Binary) else None
        if not self.take("^"):
            return None
        if self.is_op("{", "("):
            opening = self.here
            self.at += 1
            return self.inside(opening)
        if self.here.kind not in ("number", "name"):
            self.missing(sign)
        return self.operand(FACTOR)

    def big_in_brackets(self, token: Token) -> Node:
        """`sum(i = 1..n, i^2)`, `sum(i^2, i = 1..n)`, `sum(i^2, i, 1, n)`, or a sum of one list."""
        opening = self.here
        self.at += 1
        outer = self.enter(opening)
        body: Node | None = None
        if not self.is_index(self.at):
            body = self.expression()
            if not self.is_index(self.at + 1) or not self.take(","):
                return self.in_a_row(token, opening, outer, body)
        index, low, high = self.index_range(token)
        if high is None:
            raise Unreadable("write the range of the index as i = 1..n", index.place)
        if body is None:
            comma = self.here
            if not self.take(","):
                raise Unreadable(f"what is summed must follow: {token.text}(i = 1..n, i^2)", comma.place)
            body = self.right_of(comma, 0)
        self.leave(opening, outer)
        return Call(token.text, (body, index, low, high), place=token.place)

    def is_index(self, at: int) -> bool:
        """Whether the `i =` of `i = 1..n` stands at this token."""
        return self.tokens[at].kind == "name" and self.tokens[at + 1].text == "="

    def in_a_row(self, token: Token, opening: Token, outer: bool, first: Node) -> Node:
        """The arguments behind the first, with commas between them."""
        arguments = [first]
        while self.is_op(","):
            comma = self.here
            self.at += 1
            arguments.append(self.right_of(comma, 0))
        closing = self.here
        self.leave(opening, outer)
        if len(arguments) == 1 or (len(arguments) == 4 and isinstance(arguments[1], Name)):
            return Call(token.text, tuple(arguments), place=token.place)
        inside = self.text[opening.end : closing.place].strip()
        repair = self.edited(opening.place, closing.end, f"([{inside}])")
        raise Unreadable(f"{token.text} takes one list, or a range: {token.text}(i = 1..n, i^2)", token.place, repair)

    def no_index(self, token: Token) -> NoReturn:
        raise Unreadable(f"this {token.text} needs its index: {token.text}_(i=1)^n", token.place, "")


def _counted(digits: str, token: Token) -> int:
    if len(digits) > 1 or digits not in "123456789":
        raise Unreadable(f"the order of a derivative is a whole number up to {HIGHEST_ORDER}", token.place)
    return int(digits)


def _sign(token: Token) -> str:
    return "d" if token.text == "d" else "∂"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
