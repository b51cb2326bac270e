"""Sets, values in pieces and inner products: what stands in braces, in angles and between sets."""

from __future__ import annotations

from abc import ABC
from typing import NamedTuple

from tutor.errors import Unreadable
from tutor.expression.binding import LOOSEST, OR, SUM
from tutor.expression.brackets import Brackets
from tutor.expression.cursor import CLOSERS, CLOSING
from tutor.expression.nodes import Call, Conditional, Interval, Listed, Logic, Name, Negative, Node, Number, Relation
from tutor.expression.tokens import Token


class Part(NamedTuple):
    """What stands between two commas of a brace. `ended`: by a semicolon; `last`: said to be `otherwise`."""

    place: int
    value: Node | None
    condition: Node | None
    last: bool
    ended: bool = False


class Sets(Brackets, ABC):
    """Braces, conditions, and the operations on sets."""

    grouped: Node | None = None
    """What stood last between TeX's braces: a group, unless a set is asked for."""

    # --- braces -----------------------------------------------------------------------------------

    def braces(self, opening: Token, *, is_set: bool = False) -> Node:
        """A set, the pieces of a value, or a group of TeX."""
        outer = self.enter(opening)
        self.refuse_set_builder(opening)
        parts = self.parts(opening)
        self.leave(opening, outer)
        if any(part.condition or part.last for part in parts) or _are_rows(parts):
            return _pieces(_merged(parts), opening)
        items = tuple(part.value for part in parts if part.value is not None)
        raised = self.here.kind == "power" or self.is_op("^")
        if opening.text == "{" and (self.tex or (raised and items)) and not is_set and len(items) < 2:
            if not items:
                raise Unreadable("nothing stands between these brackets", opening.place)
            self.grouped = items[0]
            return items[0]
        return Listed("{", items, place=opening.place)

    def refuse_set_builder(self, opening: Token) -> None:
        """`{x | x > 0}` and `{x : x > 0}` are said by their condition."""
        bars, depth, at = [], 0, self.at
        while (token := self.tokens[at]).kind != "stop" and depth >= 0:
            if token.kind == "op":
                depth += (token.text in CLOSERS) - (token.text in CLOSING)
                if token.text in ("|", ":") and depth == 0:
                    bars.append(token)
            at += 1
        if len(bars) == 1:
            closing = self.tokens[at - 1]
            condition = self.text[bars[0].end : closing.place].strip()
            repair = self.edited(opening.place, closing.end, condition)
            raise Unreadable("a set with a condition is written as the condition alone", bars[0].place, repair)

    def parts(self, opening: Token) -> list[Part]:
        parts: list[Part] = []
        while not self.is_op("}", "\\}"):
            parts.append(self.part())
            separator = self.here
            if self.take(";"):
                parts[-1] = parts[-1]._replace(ended=True)
            elif not self.take(","):
                break
            if self.is_op("}", "\\}"):
                self.missing(separator)
        return parts

    def part(self) -> Part:
        """A value with or without its condition, or a condition behind a comma."""
        token = self.here
        value = None if token.kind == "keyword" and token.text in ("if", "otherwise", "else") else self.expression(OR)
        word = self.here
        if self.is_keyword("otherwise") or self.is_keyword("else"):
            self.at += 1
            return Part(token.place, value, None, True)
        if not self.is_keyword("if"):
            return Part(token.place, value, None, False)
        self.at += 1
        condition = self.right_of(word, OR)
        if value is not None and self.is_keyword("else"):
            self.at += 1
            whole = Conditional(value, condition, self.right_of(word, LOOSEST), place=value.place)
            return Part(token.place, whole, None, False)
        return Part(token.place, value, condition, False)

    # --- conditions -------------------------------------------------------------------------------

    def special(self, left: Node, token: Token, binding: int) -> Node | None:
        if token.kind == "keyword" and token.text == "if" and binding <= LOOSEST:
            return self.conditional(left, token)
        return None

    def conditional(self, then: Node, token: Token) -> Node:
        self.at += 1
        condition = self.right_of(token, OR)
        otherwise = self.here
        if not self.is_keyword("else") and not self.is_keyword("otherwise"):
            return Conditional(then, condition, self.without_else(token), place=then.place)
        self.at += 1
        return Conditional(then, condition, self.right_of(otherwise, LOOSEST), place=then.place)

    def without_else(self, token: Token) -> Node:
        """The value where the condition of this `if` does not hold."""
        return Call("undefined", (), place=token.place)

    def cases(self, token: Token) -> Node:
        """`\\begin{cases} x & x \\ge 0 \\\\ -x & \\text{otherwise} \\end{cases}`."""
        outer, self.blanks_part = self.blanks_part, False
        self.open.append("begin")
        parts: list[Part] = []
        while self.here.kind != "end":
            parts.append(self.part())
            while self.take(",") or self.take("&"):
                if not self.is_op("&", "\\\\") and self.here.kind != "end":
                    parts.append(self.part())
            parts[-1] = parts[-1]._replace(ended=True)
            if not self.take("\\\\"):
                break
        if self.here.kind != "end" or self.here.text != token.text:
            raise Unreadable("this \\begin{cases} is never closed", token.place)
        self.at += 1
        self.left(outer)
        return _pieces(_merged(parts), token)

    # --- sets -------------------------------------------------------------------------------------

    def set_operation(self, left: Node, token: Token) -> Node:
        """`A union B`, and its like from left to right; different ones side by side are not guessed."""
        if left is self.grouped and not isinstance(left, Listed):
            left = Listed("{", (left,), place=left.place)
        if left is self.joined and isinstance(left, Call) and left.name != token.text:
            behind = self.tokens[self.at - 1].end
            repair = self.edited(left.place, behind, f"({self.text[left.place : behind]})")
            raise Unreadable(f"{left.name} and {token.text} side by side: put brackets", token.place, repair)
        self.at += 1
        right = self.set_behind(token, SUM)
        self.joined = Call(token.text, (_all_reals(left), _all_reals(right)), place=left.place)
        return self.joined

    def member_of(self, sign: Token) -> Node:
        return self.set_behind(sign, SUM - 1)

    def set_behind(self, sign: Token, binding: int) -> Node:
        """What follows an operator between sets, where braces are a set even among TeX."""
        if self.is_op("{") and self.tex:
            opening = self.here
            self.at += 1
            return self.braces(opening, is_set=True)
        return self.right_of(sign, binding)

    # --- inner products ---------------------------------------------------------------------------

    def inner_product(self, opening: Token) -> Node:
        """`<u, v>`, `⟨u, v⟩`; the opening sign has just been stepped over."""
        outer = self.enter(opening)
        items = [self.expression(SUM)]
        while self.take(","):
            items.append(self.expression(SUM))
        closing = self.here
        if not self.take(">"):
            self.leave(opening, outer)
        else:
            self.left(outer)
        if len(items) != 2 or all(_is_number(item) for item in items):
            inside = self.text[opening.end : closing.place].strip()
            repair = self.edited(opening.place, closing.end, f"[{inside}]")
            raise Unreadable("an inner product has two vectors: write [ ] around a vector", opening.place, repair)
        return Call("dot", tuple(items), place=opening.place)


def _all_reals(node: Node) -> Node:
    """`(-oo, oo)` among sets: the interval that `R` is."""
    ends = (Negative(Name("oo")), Name("oo"))
    return Interval(*ends, (False, False), place=node.place) if node == Listed("(", ends) else node


def _is_number(node: Node) -> bool:
    return isinstance(node.operand if isinstance(node, Negative) else node, Number)


def _are_rows(parts: list[Part]) -> bool:
    """Whether this is `{x, x >= 0; -x, x < 0}`: pairs, with semicolons between them."""
    return any(part.ended for part in parts) and not all(part.ended for part in parts[:-1])


def _merged(parts: list[Part]) -> list[Part]:
    """Each value with the condition that stands behind it."""
    merged: list[Part] = []
    for part in parts:
        before = merged[-1] if merged else None
        if before is None or before.ended or before.condition is not None or before.last:
            merged.append(part)
            continue
        condition = part.condition
        if part.value is not None and part.condition is None and isinstance(part.value, Relation | Logic):
            condition = part.value
        elif part.value is not None:
            merged.append(part)
            continue
        merged[-1] = Part(before.place, before.value, condition, part.last, part.ended)
    return merged


def _pieces(parts: list[Part], opening: Token) -> Node:
    """The conditions one in another; outside all of them the value is undefined."""
    whole: Node = Call("undefined", (), place=opening.place)
    for at, part in reversed(list(enumerate(parts))):
        is_last = at == len(parts) - 1
        if part.value is None:
            raise Unreadable("a value must stand before this condition", part.place)
        if part.condition is not None:
            whole = Conditional(part.value, part.condition, whole, place=part.place)
        elif is_last and at > 0:
            whole = part.value
        else:
            raise Unreadable("this value needs a condition: write if and the condition behind it", part.place)
    return whole
