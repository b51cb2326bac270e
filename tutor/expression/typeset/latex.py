"""The LaTeX of statements and lessons, read into marks. Any text is accepted: what is unknown is
shown by its name, a brace that is never closed ends with the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from tutor.expression.inert import inert
from tutor.expression.typeset.marks import (
    NOTHING,
    Decorated,
    Fenced,
    Fraction,
    Grid,
    Kind,
    Mark,
    Root,
    Row,
    Scripts,
    Sign,
    row,
)
from tutor.expression.typeset.symbols import BOARD, CHARACTERS, SIGNS, SPACES, words_of

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_DEEPEST = 24  # levels of nesting; deeper LaTeX is shown as it was written

_ACCENTS = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "bar",
    "overline": "overline", "vec": "vec", "overrightarrow": "vec", "dot": "dot",
    "underline": "underline", "underbrace": "underbrace", "overbrace": "overbrace",
}  # fmt: skip
_TEXTS = frozenset(words_of("text textrm textbf textit texttt textsf mbox operatorname operatorname*"))
_FONTS = frozenset(words_of("mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak boldsymbol bm"))
_IGNORED = frozenset(
    words_of(
        "displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr nonumber "
        "boldmath rm bf it middle hline"
    )
)
_GRIDS = {
    "pmatrix": ("(", ")", "c", 2), "bmatrix": ("[", "]", "c", 2), "matrix": ("", "", "c", 2),
    "vmatrix": ("|", "|", "c", 2), "Vmatrix": ("‖", "‖", "c", 2), "Bmatrix": ("{", "}", "c", 2),
    "smallmatrix": ("", "", "c", 2), "array": ("", "", "c", 2), "cases": ("{", "", "l", 3),
    "aligned": ("", "", "rl", 0), "align": ("", "", "rl", 0), "align*": ("", "", "rl", 0),
    "split": ("", "", "rl", 0), "gathered": ("", "", "c", 0),
}  # fmt: skip
_FENCES = {"lVert": "‖", "rVert": "‖", "|": "‖", "Vert": "‖", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|"}
_FENCES |= {"{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩"}
_FENCES |= {"lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrack": "[", "rbrack": "]"}
_PAIRS = {"|": "|", "‖": "‖", "(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}


@lru_cache(maxsize=512)
def marks_of(latex: str) -> Mark:
    """The formula as marks."""
    return _Reader(inert(latex)).all()


class _Reader:
    """One pass over the tokens; `at` is the next one."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.at = 0
        self.depth = 0

    def all(self) -> Mark:
        items: list[Mark] = []
        while self.at < len(self.tokens):
            before = self.at
            items += self.items(lambda token: False)
            if self.at == before:  # a closing brace too many
                items.append(Sign(self.take()))
        return row(*_fenced_pairs(items))

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def skip_space(self) -> None:
        while self.peek().isspace():
            self.at += 1

    def items(self, ends: Callable[[str], bool]) -> list[Mark]:
        """Marks up to a token that ends them, or to a brace or bracket of an outer level."""
        out: list[Mark] = []
        while (token := self.peek()) and token not in {"}", "\\right", "\\end"} and not ends(token):
            if token in {"^", "_"}:
                self.script(out)
            elif token == "'":
                self.at += 1
                out.append(_scripted(out.pop() if out else NOTHING, up=CHARACTERS["'"]))
            elif (mark := self.one()) is not None:
                out.append(mark)
        return out

    def script(self, out: list[Mark]) -> None:
        is_up = self.take() == "^"
        script = self.argument()
        while out and isinstance(out[-1], Sign) and out[-1].kind is Kind.SPACE:
            out.pop()
        base = out.pop() if out else NOTHING
        if isinstance(base, Decorated) and base.sign.endswith("brace") and base.note is None:
            out.append(Decorated(base.body, base.sign, script))
        elif script == SIGNS["circ"] and is_up:
            out.append(_scripted(base, up=SIGNS["degree"]))
        else:
            out.append(_scripted(base, up=script) if is_up else _scripted(base, down=script))

    def one(self) -> Mark | None:
        """The mark that begins here; None where there is nothing to show."""
        token = self.take()
        if token.isspace():
            return None
        if token == "{":
            return self.group()
        if token.startswith("\\") and len(token) > 1:
            return self.command(token[1:])
        return CHARACTERS.get(token) or Sign(token)

    def group(self) -> Mark:
        """The marks of a group whose opening brace was read."""
        if self.depth >= _DEEPEST:
            return Sign(self.raw())
        self.depth += 1
        items = self.items(lambda token: False)
        while self.peek() in {"\\right", "\\end"}:
            items.append(Sign(self.take()))
            items += self.items(lambda token: False)
        self.depth -= 1
        self.at += 1
        return Row(tuple(_fenced_pairs(items)))

    def raw(self) -> str:
        """The text of a group as it is written; its opening brace was read."""
        start, level = self.at, 1
        while token := self.peek():
            level += {"{": 1, "}": -1}.get(token, 0)
            self.at += 1
            if level == 0:
                return "".join(self.tokens[start : self.at - 1])
        return "".join(self.tokens[start:])

    def argument(self) -> Mark:
        """What a command or a script applies to: a group or one mark."""
        self.skip_space()
        token = self.peek()
        if token in {"", "}", "&", "\\\\", "\\right", "\\end"}:
            return NOTHING
        if self.depth >= _DEEPEST:
            return Sign(self.take())
        self.depth += 1
        if token.isdigit() and len(token) > 1:  # TeX takes one digit: x^23 is x^2 3
            self.tokens[self.at : self.at + 1] = [token[0], token[1:]]
        mark = self.one()
        self.depth -= 1
        return NOTHING if mark is None else mark

    def words(self) -> str:
        self.skip_space()
        if self.peek() != "{":
            return self.take()
        self.at += 1
        return self.raw()

    def command(self, name: str) -> Mark | None:
        if name in SPACES:
            return Sign(" " * SPACES[name], Kind.SPACE)
        if name in SIGNS:
            return SIGNS[name]
        if name in {"frac", "dfrac", "tfrac", "cfrac"}:
            return Fraction(self.argument(), self.argument())
        if name in {"binom", "dbinom", "tbinom"}:
            return Grid(((self.argument(),), (self.argument(),)), "(", ")", word="binomial")
        if name == "sqrt":
            return self.root()
        if name in _ACCENTS:
            return Decorated(self.argument(), _ACCENTS[name])
        if name in _TEXTS:
            return self.text(name)
        if name in _FONTS:
            return self.font()
        if name == "mathbb":
            letter = self.words().strip()
            return Sign(BOARD.get(letter, letter), Kind.ORDINARY, letter, letter)
        return self.structure(name)

    def structure(self, name: str) -> Mark | None:
        if name == "left" and self.depth < _DEEPEST:
            return self.fenced()
        if name == "begin" and self.depth < _DEEPEST:
            return self.environment()
        if name in {"stackrel", "overset"}:
            up = self.argument()
            base = self.argument()
            return Scripts(Row((Sign("", Kind.LARGE), base)) if base == NOTHING else base, up=up)
        if name in _IGNORED:
            return None
        if name in {"\\", "newline"}:
            return Sign("    ", Kind.SPACE)
        if name.startswith("not") and name == "not":
            after = self.argument()
            return Sign("≠", Kind.RELATION, "!=") if after == CHARACTERS["="] else Row((SIGNS["neg"], after))
        return Sign(name, Kind.FUNCTION) if name.isalpha() else Sign(name)

    def root(self) -> Mark:
        self.skip_space()
        index: Mark | None = None
        if self.peek() == "[":
            self.at += 1
            index = row(*self.items(lambda token: token == "]"))
            self.at += self.peek() == "]"
        return Root(self.argument(), index)

    def text(self, name: str) -> Mark:
        words = re.sub(r"\\(.)", r"\1", self.words()).replace("\n", " ")
        if name.startswith("operatorname"):
            kind = Kind.LARGE if name.endswith("*") or words in {"argmax", "argmin"} else Kind.FUNCTION
            return Sign(words.replace("\\,", " "), kind)
        return Sign(re.sub(" +", " ", words), Kind.WORDS)

    def font(self) -> Mark:
        mark = self.argument()
        letters = mark.items if isinstance(mark, Row) else ()
        if len(letters) > 1 and all(isinstance(each, Sign) and each.text.isalnum() for each in letters):
            return Sign("".join(each.text for each in letters if isinstance(each, Sign)))
        return mark

    def delimiter(self) -> str:
        self.skip_space()
        token = self.take()
        if token == ".":
            return ""
        return _FENCES.get(token[1:], token[1:]) if len(token) > 1 and token[0] == "\\" else token

    def fenced(self) -> Mark:
        left = self.delimiter()
        self.depth += 1
        items = self.items(lambda token: False)
        self.depth -= 1
        if self.peek() != "\\right":
            return Row((Sign(left, Kind.OPEN), *items))
        self.at += 1
        return Fenced(left, row(*_fenced_pairs(items)), self.delimiter())

    def environment(self) -> Mark:
        name = self.words()
        left, right, align, gap = _GRIDS.get(name, ("", "", "l", 2))
        if name == "array":
            align = re.sub("[^lcr]", "", self.words()) or "c"
        self.depth += 1
        rows: list[tuple[Mark, ...]] = []
        cells: list[Mark] = []
        while self.peek():
            items = self.items(lambda token: token in {"&", "\\\\"})
            led = [Sign("")] if cells and gap == 0 else []  # so that `&=` keeps its space
            cells.append(row(*led, *_fenced_pairs(items)))
            token = self.take()
            if token == "&":
                continue
            rows.append(tuple(cells))
            cells = []
            if token == "\\end":
                self.words()
                break
            if token in {"}", "\\right"}:  # never ended: what is left is read outside
                self.at -= 1
                break
        self.depth -= 1
        if cells:
            rows.append(tuple(cells))
        if rows and all(cell == NOTHING for cell in rows[-1]):
            rows.pop()
        return Grid(tuple(rows), left, right, align, gap)


def _scripted(base: Mark, up: Mark | None = None, down: Mark | None = None) -> Mark:
    """The base with one more script; two of one sort are set beside each other."""
    if isinstance(base, Scripts):
        if up is not None and base.up is not None:
            return Scripts(base.base, _joined(base.up, up), base.down)
        if down is not None and base.down is not None:
            return Scripts(base.base, base.up, _joined(base.down, down))
        return Scripts(base.base, up or base.up, down or base.down)
    return Scripts(base, up, down)


def _joined(first: Mark, second: Mark) -> Mark:
    return Row((*(first.items if isinstance(first, Row) else (first,)), second))


def _fenced_pairs(items: list[Mark]) -> list[Mark]:
    """Brackets that have their partner in the same row become fences, so that they grow."""
    out: list[Mark] = []
    opens: list[int] = []
    for mark in items:
        sign = mark.base if isinstance(mark, Scripts) else mark
        text = sign.text if isinstance(sign, Sign) else ""
        closing = bool(opens) and text == _PAIRS.get(_sign_text(out[opens[-1]]), "")
        if closing and isinstance(sign, Sign) and sign.kind is not Kind.RELATION:
            start = opens.pop()
            body = Row(tuple(out[start + 1 :]))
            fence = Fenced(_sign_text(out[start]), body, text)
            out[start:] = [Scripts(fence, mark.up, mark.down) if isinstance(mark, Scripts) else fence]
            continue
        if isinstance(mark, Sign) and (
            mark.kind is Kind.OPEN or (text in {"|", "‖"} and mark.kind is not Kind.RELATION)
        ):
            opens.append(len(out))
        out.append(mark)
    return out


def _sign_text(mark: Mark) -> str:
    return mark.text if isinstance(mark, Sign) else ""
