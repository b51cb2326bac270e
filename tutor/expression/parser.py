"""Tokens to tree: a precedence parser for what learners and authors share.

How tightly things bind, loosest first: `,` and `;`, `if` (authors), `or`, `and`, `not`, relations,
`..` (authors), `+ -`, `* /` and products without a sign, `^`, then `! % °`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal, NoReturn, cast

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.nodes import Binary, Call, Listed, Logic, Name, Negative, Node, Number, Relation
from tutor.expression.tokens import Token

LOOSEST, OR, AND, NOT, RELATION, RANGE, SUM, PRODUCT, FACTOR, POWER = range(10)

RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "~"})
CLOSERS = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⌊": "⌋", "⌈": "⌉"}
CLOSING = frozenset(CLOSERS.values())
ROOTS = {"√": ("sqrt", None), "∛": ("cbrt", None), "∜": ("root", "4")}


class Operators(ABC):
    """One line of tokens. `nesting`: how deep brackets, signs and powers may stand in each other."""

    def __init__(self, tokens: list[Token], text: str, *, nesting: int, tex: bool = False) -> None:
        self.tokens = [*tokens, tokens[-1], tokens[-1]]  # one may look two ahead
        self.text = text
        self.at = 0
        self.nesting = nesting
        self.tex = tex
        self.depth = 0
        self.open: list[str] = []
        self.blanks_part = False
        self.bare: Node | None = None

    # --- the line ---------------------------------------------------------------------------------

    def line(self) -> Node:
        """The whole line; several parts with commas or semicolons between them are a tuple."""
        if self.here.kind == "stop":
            raise Unreadable("there is nothing to read", 0)
        first = self.expression()
        items = [first]
        separator = self.here.text if self.here.text in (",", ";") else ""
        while separator and self.take(separator):
            if self.here.kind == "stop":
                self.missing(self.tokens[self.at - 1])
            items.append(self.expression())
        if self.here.kind != "stop":
            self.unexpected()
        return items[0] if len(items) == 1 else Listed("(", tuple(items), place=first.place)

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def is_op(self, *texts: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "op" and token.text in texts

    def is_keyword(self, word: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "keyword" and token.text == word

    def take(self, text: str) -> bool:
        """Step over this sign, if it stands here."""
        if self.is_op(text):
            self.at += 1
            return True
        return False

    def deeper(self, place: int) -> None:
        self.depth += 1
        if self.depth > 2 * self.nesting or len(self.open) > self.nesting:
            raise Unreadable(f"this is nested too deeply: at most {self.nesting} levels are read", place)

    # --- operators --------------------------------------------------------------------------------

    def expression(self, binding: int = LOOSEST) -> Node:
        """What binds at least as tightly as `binding`."""
        self.deeper(self.here.place)
        left = self.operand(binding)
        divided = -1
        while True:
            token = self.tokens[self.at]
            text = token.text if token.kind in ("op", "keyword") else ""
            if text in ("*", "/") and binding <= PRODUCT:
                slash = self.at
                left = self.product(left, token)
                divided = slash if text == "/" and not _is_numeric(left) else -1
            elif text in ("+", "-") and binding <= SUM and not self.new_entry(token):
                left = self.binary(left, token, PRODUCT)
            elif token.kind == "power" or (text == "^" and binding <= POWER):
                left = self.power(left, token)
            elif text in ("!", "%", "°", "ᵀ"):
                left = self.postfix(left, token)
            elif text in RELATIONS and binding <= RELATION:
                left = self.relation(left)
            elif text in ("and", "or") and binding <= (AND if text == "and" else OR):
                left = self.logic(left, text)
            elif text == "choose" and binding <= PRODUCT:
                self.at += 1
                left = Call("binomial", (left, self.right_of(token, FACTOR)), place=left.place)
            elif (more := self.special(left, token, binding)) is not None:
                left = more
            elif binding <= PRODUCT and self.begins_factor(token):
                if divided >= 0:
                    self.ambiguous_fraction(divided)
                left = Binary("*", left, self.factor(left), implicit=True, place=left.place)
            else:
                break
        self.depth -= 1
        return left

    def special(self, left: Node, token: Token, binding: int) -> Node | None:
        """What only authors may write after an operand."""
        return None

    def new_entry(self, token: Token) -> bool:
        """Whether a sign begins the next entry of `[1 -2]`."""
        return self.blanks_part and token.spaced and not self.tokens[self.at + 1].spaced

    def right_of(self, sign: Token, binding: int) -> Node:
        """What follows an operator that has just been stepped over."""
        if self.here.kind == "stop" or (self.here.kind == "op" and self.here.text in ENDS):
            self.missing(sign)
        return self.expression(binding)

    def binary(self, left: Node, token: Token, binding: int) -> Node:
        self.at += 1
        right = self.right_of(token, binding)
        return Binary(cast(Literal["+", "-", "*", "/", "^"], token.text), left, right, place=left.place)

    def product(self, left: Node, token: Token) -> Node:
        is_bare = left is self.bare and self.tokens[self.at - 1].kind == "number"
        node = self.binary(left, token, FACTOR)
        if token.text == "/" and is_bare and isinstance(left, Call) and isinstance(left.arguments[0], Number):
            assert isinstance(node, Binary)
            if isinstance(node.right, Number) and left.name not in vocabulary.ONE_FACTOR:
                typed = f"{left.name}({left.arguments[0].text}/{node.right.text})"
                repair = self.edited(left.place, self.tokens[self.at - 1].end, typed)
                message = f"this can be read in two ways: write {typed} or put {left.name} in brackets"
                raise Unreadable(message, left.place, repair)
        return node

    def power(self, base: Node, token: Token) -> Node:
        self.at += 1
        if token.kind == "power":
            return self.superscript(base, token)
        if (name := self.raised_sign()) is not None:
            return Call(name, (base,), place=base.place)
        exponent = self.exponent(token)
        if exponent == Number("1") and self.is_op("/") and self.tokens[self.at - 1].kind == "number":
            below = self.tokens[self.at + 1]
            repair = self.edited(exponent.place, below.end, f"(1/{below.text})")
            raise Unreadable("this can be read in two ways: put the exponent in brackets", token.place, repair)
        return Binary("^", base, exponent, place=base.place)

    def raised_sign(self) -> str | None:
        """What a raised sign that is no exponent stands for: `A^T`, `A^{\\top}`, `30^{\\circ}`."""
        braced = self.is_op("{")
        token = self.tokens[self.at + braced]
        if token.kind != "transpose" and not (token.kind == "op" and token.text in ("ᵀ", "°")):
            return None
        if braced and self.tokens[self.at + 2].text != "}":
            return None
        self.at += 3 if braced else 1
        return "degrees" if token.text == "°" else "transpose"

    def exponent(self, sign: Token) -> Node:
        if not self.is_op("{"):
            return self.right_of(sign, POWER)
        opening = self.here
        self.at += 1
        return self.inside(opening)

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
            raise Unreadable("!! can be read in two ways: write (n!)!", token.place)
        name = {"!": "factorial", "%": "percent", "°": "degrees", "ᵀ": "transpose"}[token.text]
        return Call(name, (left,), place=left.place)

    def relation(self, first: Node) -> Node:
        operands, operators = [first], []
        while self.here.kind == "op" and self.here.text in RELATIONS:
            sign = self.here
            self.at += 1
            operators.append(cast(Literal["=", "!=", "<", "<=", ">", ">=", "~"], sign.text))
            operands.append(self.right_of(sign, RANGE))
        return Relation(tuple(operands), tuple(operators), place=first.place)

    def logic(self, first: Node, word: str) -> Node:
        operands = [first]
        while self.is_keyword(word):
            sign = self.here
            self.at += 1
            operands.append(self.right_of(sign, AND if word == "or" else NOT))
        return Logic(cast(Literal["and", "or"], word), tuple(operands), place=first.place)

    # --- products without a sign ------------------------------------------------------------------

    def begins_factor(self, token: Token) -> bool:
        """Whether a product without a sign goes on here."""
        if self.blanks_part and token.spaced:
            return False
        if token.kind in ("name", "function", "tex", "number", "vulgar", "begin", "base"):
            return True
        if token.kind != "op":
            return False
        if token.text == "|":
            return "|" not in self.open[-1:] and "||" not in self.open[-1:]
        return token.text in CLOSERS or token.text in ROOTS

    def factor(self, left: Node) -> Node:
        token = self.here
        if token.kind in ("number", "vulgar"):
            self.side_by_side(left, token)
        return self.expression(FACTOR)

    def side_by_side(self, left: Node, token: Token) -> NoReturn:
        """A number behind something, with no sign between: never guessed."""
        behind = left
        while isinstance(behind, Binary):
            behind = behind.right
        if isinstance(behind, Number) or self.tokens[self.at - 1].kind in ("number", "vulgar"):
            mixed = token.kind == "vulgar" or self.tokens[self.at + 1].text == "/"
            if not mixed:
                raise Unreadable("two numbers side by side: what stands between them?", token.place)
            message = "two numbers side by side: a sum, as in 2 + 1/2, or a product, as in 2*1/2?"
            raise Unreadable(message, token.place, self.edited(token.place, token.place, "+"))
        power = None if token.spaced else self.edited(token.place, token.place, "^")
        raise Unreadable("a number behind a factor: write * between them, or ^ for a power", token.place, power)

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
        message = f"what is divided by can be read in two ways: write /({typed}) if all of it is"
        raise Unreadable(message, self.here.place, repair)

    def edited(self, place: int, end: int, new: str) -> str:
        """The line with a part replaced: a proposal, which the reader tries before anyone sees it."""
        return self.text[:place] + new + self.text[end:]

    @abstractmethod
    def inside(self, opening: Token) -> Node:
        """The one expression up to the bracket that closes `opening`, already stepped over."""

    @abstractmethod
    def operand(self, binding: int) -> Node:
        """What stands at the beginning of an expression that binds at least as tightly as `binding`."""

    # --- refusals ---------------------------------------------------------------------------------

    def unexpected(self) -> NoReturn:
        """Refuse what stands here."""
        token = self.here
        before = self.tokens[self.at - 1] if self.at else None
        ended = token.kind == "stop" or token.text in ENDS
        if before is not None and before.kind == "op" and before.text not in CLOSING | {"|", "!", "%"} and ended:
            self.missing(before)
        if token.kind == "stop":
            raise Unreadable("the line ends too early", token.place)
        if token.kind == "op" and token.text in CLOSING:
            without = self.edited(token.place, token.end, "")
            raise Unreadable(f"this {token.text[-1]} closes nothing", token.place, without)
        if token.text == "|":
            raise Unreadable("this | is never closed", token.place)
        if token.kind == "op" and token.text in ("*", "/", "^", *RELATIONS):
            raise Unreadable(f"something must stand before the {token.text}", token.place)
        raise Unreadable(f"{token.text or 'this'} is not expected here", token.place)

    def missing(self, sign: Token) -> NoReturn:
        raise Unreadable(
            f"something must follow the {sign.text[-1] if sign.text[0] == chr(92) else sign.text}", sign.place
        )


ENDS = frozenset(
    {")", "]", "}", "\\}", "⌋", "⌉", ",", ";", "*", "/", "^", "=", "!=", "<", "<=", ">", ">=", "&", "\\\\"}
)


ENDS_OR_SUMS = (ENDS - CLOSING) | {"+", "-"}


def _is_numeric(quotient: Node) -> bool:
    """Whether what is divided by is a plain number, as in `1/2 x`."""
    below = quotient.right if isinstance(quotient, Binary) else quotient
    while isinstance(below, Binary) and below.op == "^":
        below = below.left
    return isinstance(below, Number)
