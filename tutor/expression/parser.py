"""Tokens to tree: a precedence parser for what learners and authors share (`binding`: how tightly)."""

from __future__ import annotations

from abc import ABC
from typing import Literal, cast

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.binding import AND, FACTOR, LOOSEST, NOT, OR, POWER, PRODUCT, RANGE, RELATION, SETS, SUM
from tutor.expression.cursor import FINISHED, RELATIONS
from tutor.expression.nodes import Binary, Call, Interval, Listed, Logic, Name, Negative, Node, Number, Relation
from tutor.expression.powers import POSTFIXES, Powers
from tutor.expression.side_by_side import SideBySide, is_vector
from tutor.expression.tokens import Token

_Operator = Literal["+", "-", "*", "/", "^"]
_Comparison = Literal["=", "!=", "<", "<=", ">", ">=", "~", "in"]
_Connective = Literal["and", "or"]
SET_OPERATIONS = frozenset({"union", "intersection", "without"})


class Operators(Powers, SideBySide, ABC):
    """A line, and the operators in it."""

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

    def expression(self, binding: int = LOOSEST) -> Node:
        """What binds at least as tightly as `binding`."""
        self.depth += 1
        if self.depth > 2 * self.nesting or len(self.open) > self.nesting:
            message = f"this is nested too deeply: at most {self.nesting} levels are read"
            raise Unreadable(message, self.here.place, "")
        left = self.operand(binding)
        divided = -1
        while True:
            token = self.tokens[self.at]
            text = token.text if token.kind in ("op", "keyword") else ""
            if token.kind == "stop" or text in FINISHED:
                break
            if text in ("*", "/") and binding <= PRODUCT:
                slash = self.at
                left = self.product(left, token)
                divided = slash if text == "/" and not _is_numeric(left) else -1
            elif text in ("+", "-", "±") and binding <= SUM and not self.new_entry(token):
                left = self.sum(left, token)
            elif token.kind == "power" or (text == "^" and binding <= POWER):
                left = self.power(left, token)
            elif text in POSTFIXES:
                left = self.postfix(left, token)
            elif text in RELATIONS and binding <= RELATION:
                left = self.relation(left)
            elif text in SET_OPERATIONS and binding <= SETS:
                left = self.set_operation(left, token)
            elif text in ("and", "or") and binding <= (AND if text == "and" else OR):
                left = self.logic(left, text)
            elif text == "choose" and binding <= PRODUCT:
                self.at += 1
                left = Call("binomial", (left, self.right_of(token, FACTOR)), place=left.place)
            elif text == "mod" and binding <= PRODUCT:
                left = self.remainder(left, token, binding)
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
        """What else may follow an operand: conditions, and what only authors may write."""
        return None

    def set_operation(self, left: Node, token: Token) -> Node:
        """What follows a set and its operator."""
        self.unexpected()

    def new_entry(self, token: Token) -> bool:
        """Whether a sign begins the next entry of `[1 -2]`."""
        return self.blanks_part and token.spaced and not self.tokens[self.at + 1].spaced

    def binary(self, left: Node, token: Token, binding: int) -> Node:
        self.at += 1
        right = self.right_of(token, binding)
        return Binary(cast(_Operator, token.text), left, right, place=left.place)

    def sum(self, left: Node, token: Token) -> Node:
        """A sum, difference or `±`; a set taken from a set is `without`."""
        if token.text != "±":
            node = self.binary(left, token, PRODUCT)
            assert isinstance(node, Binary)
            is_difference = token.text == "-" and (_is_set(left) or _is_pair(left)) and _is_set(node.right)
            if isinstance(left, Interval) and not is_difference:
                raise Unreadable("a set is taken from a set: write R \\ {0}", token.place)
            return Call("without", (left, node.right), place=left.place) if is_difference else node
        self.at += 1
        return Call("plus_minus", (left, self.right_of(token, PRODUCT)), place=left.place)

    def product(self, left: Node, token: Token) -> Node:
        is_bare = left is self.bare and self.tokens[self.at - 1].kind == "number"
        node = self.binary(left, token, FACTOR)
        if isinstance(node, Binary) and is_vector(left) and is_vector(node.right):
            return self.product_of_vectors(node, token)
        if token.text == "/" and is_bare and isinstance(left, Call) and isinstance(left.arguments[0], Number):
            assert isinstance(node, Binary)
            if isinstance(node.right, Number) and left.name not in vocabulary.ONE_FACTOR:
                typed = f"{left.name}({left.arguments[0].text}/{node.right.text})"
                repair = self.edited(left.place, self.tokens[self.at - 1].end, typed)
                other = f"{left.name}({left.arguments[0].text})/{node.right.text}"
                message = f"this can be read in two ways: write {typed} or {other}"
                raise Unreadable(message, left.place, repair)
        return node

    def remainder(self, left: Node, token: Token, binding: int) -> Node:
        """`x mod 2`; behind a sum, or before a product, how far it reaches is not guessed."""
        if binding == PRODUCT:
            message = "how far mod reaches can be read in two ways: put brackets around what stands before it"
            raise Unreadable(message, token.place, "")
        self.at += 1
        below = self.right_of(token, FACTOR)
        if self.begins_factor(self.here):
            message = "how far mod reaches can be read in two ways: put brackets around what stands behind it"
            raise Unreadable(message, token.place, "")
        return Call("mod", (left, below), place=left.place)

    def product_of_vectors(self, node: Binary, token: Token) -> Node:
        """`[1, 2]·[3, 4]` is an inner product, `[1, 2, 3]×[4, 5, 6]` a cross product; a star or a stroke between
        vectors is not guessed."""
        sign = self.text[token.place : token.end]
        if sign in ("*", "/", "÷", "∕") or sign.startswith(("\\div", "\\ast")):
            return node
        if sign in ("×", "\\times"):
            if _has_three(node.left) and _has_three(node.right):
                return Call("cross", (node.left, node.right), place=node.place)
            dot = self.edited(token.place, token.end, "·")
            raise Unreadable("a cross stands between vectors of three entries: write dot(u, v)", token.place, dot)
        return Call("dot", (node.left, node.right), place=node.place)

    def relation(self, first: Node) -> Node:
        operands, operators = [first], []
        while self.here.kind in ("op", "keyword") and self.here.text in RELATIONS:
            sign = self.here
            self.at += 1
            operators.append(cast(_Comparison, sign.text))
            operands.append(self.member_of(sign) if sign.text in ("in", "notin") else self.right_of(sign, RANGE))
        if "notin" in operators and len(operators) > 1:
            raise Unreadable("∉ stands between one name and one set: write and between conditions", first.place)
        if operators == ["notin"]:
            inside = Relation(tuple(operands), ("in",), place=first.place)
            return Logic("not", (inside,), place=first.place)
        return Relation(tuple(operands), tuple(operators), place=first.place)

    def member_of(self, sign: Token) -> Node:
        """The set behind `in`."""
        return self.right_of(sign, RANGE)

    def logic(self, first: Node, word: str) -> Node:
        operands = [first]
        while self.is_keyword(word):
            sign = self.here
            self.at += 1
            operand = self.right_of(sign, AND if word == "or" else NOT)
            operands.append(self.completed(operands[-1], operand) if word == "or" else operand)
        return Logic(cast(_Connective, word), tuple(operands), place=first.place)

    def completed(self, before: Node, operand: Node) -> Node:
        """`x = 1 or 2` says `x = 1 or x = 2`."""
        is_value = isinstance(operand, Number | Negative | Binary | Name | Call)
        if is_value and isinstance(before, Relation) and before.operators == ("=",):
            return Relation((before.operands[0], operand), ("=",), place=operand.place)
        return operand


def _is_set(node: Node) -> bool:
    """Whether a node is a set by its looks."""
    match node:
        case Interval() | Listed(bracket="{"):
            return True
        case Call(name=name):
            return name in SET_OPERATIONS
        case _:
            return False


def _is_pair(node: Node) -> bool:
    """Whether a node may be the interval `(0, 1)` or `[0, 1]`."""
    return isinstance(node, Listed) and len(node.items) == 2


def _has_three(node: Node) -> bool:
    """Whether this is a vector of three entries by its looks."""
    return isinstance(node, Listed) and len(node.items) == 3


def _is_numeric(quotient: Node) -> bool:
    """Whether what is divided by is a plain number, as in `1/2 x`."""
    below = quotient.right if isinstance(quotient, Binary) else quotient
    while isinstance(below, Binary) and below.op == "^":
        below = below.left
    return isinstance(below, Number)
