"""Products without a sign: where one may stand, and where it is refused rather than guessed."""

from __future__ import annotations

from abc import ABC
from typing import NoReturn

from tutor.errors import Unreadable
from tutor.expression.binding import FACTOR
from tutor.expression.cursor import CLOSERS, CLOSING, ENDS_OR_SUMS, Cursor
from tutor.expression.nodes import Binary, Call, Listed, Name, Negative, Node, Number
from tutor.expression.tokens import Token

ROOTS = {"√": ("sqrt", None), "∛": ("cbrt", None), "∜": ("root", "4")}
_BEGINNINGS = frozenset(
    {"name", "function", "tex", "number", "vulgar", "begin", "base", "big", "differential", "reals"}
)


class SideBySide(Cursor, ABC):
    """Factors side by side."""

    def begins_factor(self, token: Token) -> bool:
        """Whether a product without a sign goes on here."""
        if self.blanks_part and token.spaced:
            return False
        if token.kind in _BEGINNINGS:
            return True
        if token.kind != "op":
            return False
        if token.text == "|":
            return "|" not in self.open[-1:] and "||" not in self.open[-1:]
        return token.text in CLOSERS or token.text in ROOTS

    def factor(self, left: Node) -> Node:
        token = self.here
        if token.text == "[" and token.kind == "op":
            self.before_square(left, token)
        if token.kind in ("number", "vulgar") and not self.is_number_factor(token):
            self.side_by_side(left, token)
        return self.expression(FACTOR)

    def is_number_factor(self, token: Token) -> bool:
        """Whether a number is a factor of its own: behind a blank, and itself with more behind it (`2x 3y`) or
        behind what ends with a bracket or a sign (`3! 4!`). Behind another number it never is."""
        before, after = self.tokens[self.at - 1], self.tokens[self.at + 1]
        if not token.spaced or token.kind != "number" or before.kind in ("number", "vulgar"):
            return False
        if before.text == "x" and before.spaced and self.tokens[self.at - 2].kind == "number":
            return False  # 6.02 x 10^23
        goes_on = not after.spaced and (after.kind in ("name", "power", "function") or after.text in ("^", "!", "("))
        return goes_on or before.text in (")", "}", "!", "|")

    def before_square(self, left: Node, token: Token) -> None:
        """Refuse `[[1, 2][3, 4]]`, which lacks a comma, and `v[1]`, which is no product."""
        if "[" in self.open and is_vector(left):
            comma = self.edited(token.place, token.place, ", ")
            raise Unreadable("a comma stands between the rows of a matrix", token.place, comma)
        number, closing = self.tokens[self.at + 1], self.tokens[self.at + 2]
        if isinstance(left, Name) and not token.spaced and number.kind in ("number", "name") and closing.text == "]":
            index = self.edited(token.place, closing.end, f"_{number.text}")
            message = f"an entry is not read so: write {left.id}_{number.text}, or * for a product with a vector"
            raise Unreadable(message, token.place, index)

    def side_by_side(self, left: Node, token: Token) -> NoReturn:
        """A number behind something, with no sign between: never guessed."""
        behind = left
        while isinstance(behind, Binary):
            behind = behind.right
        if isinstance(behind, Number) or self.tokens[self.at - 1].kind in ("number", "vulgar"):
            mixed = token.kind == "vulgar" or self.tokens[self.at + 1].text == "/"
            if not mixed:
                raise self.numbers_side_by_side(token)
            message = "two numbers side by side: a sum, as in 2 + 1/2, or a product, as in 2*1/2?"
            raise Unreadable(message, token.place, self.joined_by("+", token))
        before = self.tokens[self.at - 1]
        sign = self.joined_by("*" if token.spaced else "^", token)
        if before.text == "x" and before.spaced and token.spaced and self.tokens[self.at - 2].kind == "number":
            sign = self.edited(before.place, before.end, "*")
        raise Unreadable("a number behind a factor: write * between them, or ^ for a power", token.place, sign)

    def numbers_side_by_side(self, token: Token) -> Unreadable:
        """The refusal of `2 3`: a thousand with a blank, a list without commas, or a product?"""
        numbers = self.text.split()
        if not token.spaced:
            repair = ""
        elif not all(each.lstrip("-").replace(".", "", 1).isdigit() for each in numbers):
            repair = self.joined_by("*", token)
        elif all(len(each) == 3 for each in numbers[1:]) and len(numbers[0]) <= 3:
            repair = "".join(numbers)
        else:
            repair = ", ".join(numbers)
        said = "two numbers side by side: write * for a product, a comma for a list, no blank inside a number"
        return Unreadable(said, token.place, repair)

    def ambiguous_fraction(self, slash: int) -> NoReturn:
        """Refuse `1/xy`, with brackets around what may have been meant to stand below."""
        at = slash
        last = self.at
        depth = 0
        while self.tokens[last].kind != "stop":
            text = self.tokens[last].text
            depth += (text in CLOSERS) - (text in CLOSING)
            if depth < 0 or (depth == 0 and text in ENDS_OR_SUMS):
                break
            last += 1
        below = self.text[self.tokens[at].end : self.tokens[last - 1].end].strip()
        repair = self.edited(self.tokens[at].end, self.tokens[last - 1].end, f"({below})")
        typed = " ".join(below.split())
        here, before = self.here, self.tokens[self.at - 1]
        rest = " ".join(self.text[here.place : self.tokens[last - 1].end].split())
        message = f"what is divided by can be read in two ways: write /({typed}) if all of it is, or *{rest} behind it"
        if here.spaced and before.text == ")":
            repair = self.joined_by("*", here)
        raise Unreadable(message, here.place, repair)


def is_vector(node: Node) -> bool:
    """Whether a node is a vector by its looks, whatever its names are."""
    match node:
        case Listed(bracket="["):
            return not any(isinstance(item, Listed) for item in node.items)
        case Call(name="softmax") | Negative():
            return isinstance(node, Call) or is_vector(node.operand)
        case Binary(op="+" | "-"):
            return is_vector(node.left) and is_vector(node.right)
        case Binary(op="*" | "/"):
            return is_vector(node.left) != is_vector(node.right)
        case _:
            return False
