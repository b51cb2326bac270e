"""Where in the line the parser is, and what it says of a sign that cannot stand there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NoReturn

from tutor.errors import Unreadable
from tutor.expression.binding import LOOSEST
from tutor.expression.nodes import Node
from tutor.expression.tokens import Token

RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "~", "in", "notin"})
CLOSERS = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩"}
CLOSING = frozenset(CLOSERS.values())
FINISHED = CLOSING | {",", ";", "&", "\\\\"}
"""Signs behind which no expression goes on."""
ENDS = frozenset(
    {")", "]", "}", "\\}", "⌋", "⌉", "⟩", ",", ";", "*", "/", "^", "=", "!=", "<", "<=", ">", ">=", "&", "\\\\"}
)
ENDS_OR_SUMS = (ENDS - CLOSING - {"^"}) | {"+", "-", "±"}
_ELSEWHERE = {
    "..": ("a range is read only in a sum: sum(i = 1..n, i^2)", ", "),
    ":": ("a : is not read here: write / for a ratio, = for an equation", "/"),
    "&": ("a & is read only in a matrix of TeX: write and between conditions", " and "),
    "_": ("an index is one letter, a number or a word that is in play: x_1", ""),
    "±": ("something must follow the ±", ""),
}
"""Signs that have their place elsewhere: what is said, and what may stand instead."""


class Cursor(ABC):
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

    @abstractmethod
    def expression(self, binding: int = LOOSEST) -> Node:
        """What binds at least as tightly as `binding`."""

    @abstractmethod
    def inside(self, opening: Token) -> Node:
        """The one expression up to the bracket that closes `opening`, already stepped over."""

    @abstractmethod
    def operand(self, binding: int) -> Node:
        """What stands at the beginning of an expression that binds at least as tightly as `binding`."""

    def right_of(self, sign: Token, binding: int) -> Node:
        """What follows an operator that has just been stepped over."""
        if self.here.kind == "stop" or (self.here.kind == "op" and self.here.text in ENDS):
            self.missing(sign)
        return self.expression(binding)

    # --- proposals --------------------------------------------------------------------------------

    def edited(self, place: int, end: int, new: str) -> str:
        """The line with a part replaced: a proposal, which the reader tries before anyone sees it."""
        return self.text[:place] + new + self.text[end:]

    def joined_by(self, sign: str, token: Token) -> str:
        """The line with a sign between this token and the one before it."""
        return self.edited(self.tokens[self.at - 1].end, token.place, sign)

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
        if token.kind == "power":
            raise Unreadable("something must stand before what is raised", token.place)
        if token.kind == "op" and token.text in CLOSING:
            without = self.edited(token.place, token.end, "")
            raise Unreadable(f"this {token.text[-1]} closes nothing", token.place, without)
        if token.text == "|":
            raise Unreadable("this | is never closed", token.place)
        if token.text in _ELSEWHERE:
            said, instead = _ELSEWHERE[token.text]
            raise Unreadable(said, token.place, self.edited(token.place, token.end, instead))
        if token.kind == "op" and token.text in ("*", "/", "^", *RELATIONS):
            raise Unreadable(f"something must stand before the {token.text}", token.place)
        raise Unreadable(f"{token.text or 'this'} is not expected here", token.place)

    def missing(self, sign: Token) -> NoReturn:
        typed = sign.text[-1] if sign.text[0] == "\\" else sign.text
        without = self.edited(sign.place, sign.end, "").strip()
        raise Unreadable(f"something must follow the {typed}", sign.place, without or None)
