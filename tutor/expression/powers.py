"""Powers, and the signs behind an operand: `x^2`, `x²`, `A^T`, `f'`, `n!`."""

from __future__ import annotations

from abc import ABC

from tutor.errors import Unreadable
from tutor.expression.binding import POWER
from tutor.expression.cursor import Cursor
from tutor.expression.nodes import Binary, Call, Listed, Name, Negative, Node, Number
from tutor.expression.tokens import Token

POSTFIXES = {"!": "factorial", "%": "percent", "°": "degrees", "ᵀ": "transpose", "'": "prime"}
_RAISED = {"T": "transpose", "ᵀ": "transpose", "°": "degrees", "'": "prime"}


class Powers(Cursor, ABC):
    """What binds tightest."""

    def power(self, base: Node, token: Token) -> Node:
        if isinstance(base, Listed) and base.bracket == "{":
            raise Unreadable("a set has no powers", token.place)
        self.at += 1
        if token.kind == "power":
            return self.superscript(base, token)
        if (raised := self.raised(base)) is not None:
            return raised
        exponent = self.exponent(token)
        if (transposed := _transposed_number(exponent)) is not None:
            return Call("transpose", (Binary("^", base, transposed, place=base.place),), place=base.place)
        if exponent == Number("1") and self.is_op("/") and self.tokens[self.at - 1].kind == "number":
            below = self.tokens[self.at + 1]
            repair = self.edited(exponent.place, below.end, f"(1/{below.text})")
            message = f"this can be read in two ways: write ^(1/{below.text}), or put the power in brackets"
            raise Unreadable(message, token.place, repair)
        return Binary("^", base, exponent, place=base.place)

    def raised(self, base: Node) -> Node | None:
        """What a raised sign that is no exponent makes: `A^T`, `A^{-T}`, `30^{\\circ}`, `f^{\\prime\\prime}`."""
        at = self.at + self.is_op("{")
        inverse = self.tokens[at].text == "-" and self.tokens[at + 1].text in ("T", "ᵀ")
        inverse = inverse and self.tokens[at + 1].kind in ("transpose", "op")
        at += inverse
        names: list[str] = []
        while (token := self.tokens[at]).kind == "transpose" or (token.kind == "op" and token.text in _RAISED):
            names.append(_RAISED[token.text])
            at += 1
        if not names or (self.is_op("{") and self.tokens[at].text != "}"):
            return None
        if "prime" in names and isinstance(base, Number):
            raise Unreadable("a ' stands behind a function: f'", self.here.place)
        self.at = at + self.is_op("{")
        if inverse:
            base = Binary("^", base, Negative(Number("1")), place=base.place)
        for name in names:
            base = Call(name, (base,), place=base.place)
        return base

    def exponent(self, sign: Token) -> Node:
        if not self.is_op("{"):
            return self.right_of(sign, POWER)
        opening = self.here
        self.at += 1
        inner = self.inside(opening)
        return self.power(inner, self.here) if self.is_op("^") and not self.raises_a_sign() else inner

    def raises_a_sign(self) -> bool:
        """Whether a transpose, a degree sign or a prime follows this `^`, perhaps in braces and with a minus."""
        at = self.at + 1
        at += self.tokens[at].text == "{"
        at += self.tokens[at].text == "-"
        return self.tokens[at].kind == "transpose" or self.tokens[at].text in _RAISED

    def superscript(self, base: Node, token: Token) -> Node:
        sign, digits = ("-", token.text[1:]) if token.text[0] == "-" else ("", token.text.lstrip("+"))
        if digits == "T":
            return Call("transpose", (base,), place=base.place)
        exponent: Node = (
            Number(digits.lstrip("0") or "0", place=token.place)
            if digits.isdigit()
            else Name(digits, place=token.place)
        )
        if sign:
            exponent = Negative(exponent, place=token.place)
        return Binary("^", base, exponent, place=base.place)

    def postfix(self, left: Node, token: Token) -> Node:
        self.at += 1
        if token.text == "!" and self.is_op("!"):
            first, second = self.tokens[self.at - 1], self.here
            repair = self.edited(left.place, second.end, f"({self.text[left.place : first.end]})!")
            raise Unreadable("!! can be read in two ways: write (n!)! for the factorial of n!", token.place, repair)
        node = Call(POSTFIXES[token.text], (left,), place=left.place)
        return self.prime(node, token) if token.text == "'" else node

    def prime(self, node: Call, token: Token) -> Node:
        """`f'`, and `f'(x)`, which says no more; its value at a number is not guessed."""
        base = node.arguments[0]
        if isinstance(base, Number):
            without = self.edited(token.place, token.end, "")
            raise Unreadable("a ' stands behind a function: f'", token.place, without)
        bracket, name, closing = self.tokens[self.at : self.at + 3]
        if bracket.text != "(" or bracket.spaced or not isinstance(base, Name | Call):
            return node
        if name.kind == "name" and closing.text == ")":
            self.at += 3
            return node
        star = self.edited(bracket.place, bracket.place, "*")
        raise Unreadable(
            "a derivative at a point is not read: write its value, or * before the bracket", bracket.place, star
        )


def _transposed_number(exponent: Node) -> Node | None:
    """The `-1` of `A^-1^T`, where the whole power is transposed: no number is."""
    inner = exponent.operand if isinstance(exponent, Negative) else exponent
    if not (isinstance(inner, Call) and inner.name == "transpose" and isinstance(inner.arguments[0], Number)):
        return None
    number = inner.arguments[0]
    return Negative(number, place=exponent.place) if isinstance(exponent, Negative) else number
