"""Text to a quantity: a line of the expression language in which units are names.

read_quantity("16GB")                   16*GB, a size
read_quantity("50 tokens per second")   50*tokens/s
read_quantity("$2.50/h")                2.50*USD/h
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.nodes import Binary, Call, Listed, Logic, Name, Negative, Node, Number, Relation, children, walk
from tutor.expression.reader import read
from tutor.expression.units import (
    NONE,
    SCALES,
    UNITS,
    Dimension,
    Unit,
    is_counted,
    known_spelling,
    meaning,
    near_misses,
    noun_of,
)
from tutor.expression.writer import unicode_line

ONE = Number("1")
HIGHEST_POWER = 12
"""Of a dimension; no quantity of physics has a higher one, and factors stay short."""

_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_PARTS = re.compile(
    rf"(?P<command>\\(?:text|textrm|mathrm|operatorname)\s*\{{(?P<inside>[^{{}}\\]*)\}})|(?P<tex>\\[A-Za-z]+)"
    rf"|(?P<money>\\?[$€])(?:\s*(?P<price>{_NUMBER}))?|(?P<number>{_NUMBER})|(?P<word>[A-Za-z_µμ][A-Za-z0-9_µμ]*)|(?P<other>.)",
    re.DOTALL,
)
_MONEY = {"$": "USD", "€": "EUR"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`tree`: numbers and names of units; `number` and `unit`: its two factors, where it is their product
    (None where it is missing)."""

    tree: Node
    dimension: Dimension
    number: Node | None
    unit: Node | None


def read_quantity(text: str, names: Collection[str] = ()) -> Quantity:
    """The quantity of a line. `names`: names in play that are no units.

    Raises Unreadable for what is not in the language, for words that are no units, and where things of
    different dimension are added.
    """
    if thousands := re.match(r"\s*[0-9]{1,3}((?:,[0-9]{3})+)(?![0-9,])", text):
        plain = thousands.group().replace(",", "")
        message = f"a comma inside a number: write {plain.strip()} without it, or a point for decimals"
        raise Unreadable(message, thousands.start(1), plain + text[thousands.end() :])
    line = _Line(text, frozenset(names))
    try:
        tree = read(line.written, sorted(line.names))
    except Unreadable as fault:
        raise Unreadable(fault.message, line.place(fault.place), fault.repair) from None
    is_unit = line.names - frozenset(names)
    dimension = _dimension_of(tree, is_unit).dimension
    number, unit = _split(tree, is_unit)
    return Quantity(tree, dimension, number, unit)


class _Line:
    """The line in the spelling of the reader. `written`: that text; `names`: those that occur in it."""

    def __init__(self, text: str, declared: frozenset[str]) -> None:
        self.text = text
        self.declared = declared
        self.names = set(declared)
        self.written = ""
        self.places: list[int] = []
        self._take(text, 0)

    def place(self, written: int) -> int:
        """The index in what was typed."""
        return self.places[written] if written < len(self.places) else len(self.text)

    def _write(self, text: str, place: int) -> None:
        self.written += text
        self.places += [place] * len(text)

    def _take(self, text: str, start: int) -> None:
        parts = list(_PARTS.finditer(text))
        for at, part in enumerate(parts):
            kind, place = str(part.lastgroup), start + part.start()
            if part.group("command"):
                self._write(" ", place)
                self._take(part.group("inside"), start + part.start("inside"))
            elif part.group("money"):
                self._money(part, place)
            elif kind == "number":
                self._write(part.group(), place)
                if at + 1 < len(parts) and parts[at + 1].group("word"):
                    self._write(" ", place)
            elif kind == "word":
                self._word(part.group().replace("µ", "u").replace("μ", "u"), place, parts[at + 1 :])
            else:
                self._write(part.group(), place)

    def _money(self, part: re.Match[str], place: int) -> None:
        unit = _MONEY[part.group("money")[-1]]
        self.names.add(unit)
        self._write(f"{part.group('price') or ''} {unit} ", place)

    def _word(self, word: str, place: int, after: list[re.Match[str]]) -> None:
        unit = known_spelling(word)
        following = [part.group() for part in after[:2]]
        is_function = word in vocabulary.FUNCTIONS and (unit is None or following[:1] == ["("])
        if word in self.declared:
            self._write(word, place)
        elif word == "per":
            self._write("/", place)
        elif word in ("x", "X") and re.search(r"[0-9]\s*$", self.written):
            self._write("*", place)
        elif word in SCALES and following[:1] == [" "] and following[1:] and is_counted(following[1]):
            self._unit(SCALES[word], place)
        elif is_function or word in vocabulary.CONSTANTS:
            self._write(word, place)
        elif unit is not None:
            self._unit(unit, place)
        else:
            self._refuse(word, place)

    def _unit(self, name: str, place: int) -> None:
        self.names.add(name)
        self._write(name, place)

    def _refuse(self, word: str, place: int) -> None:
        stem = word.rstrip("0123456789_^")
        if stem in UNITS and word[len(stem) :].isdigit():
            power = f"{stem}^{word[len(stem) :]}"
            message = f"a number behind a unit: write {power} for a power"
            raise Unreadable(message, place, self._with(power, word, place))
        meant = near_misses(word)
        repair = self._with(meant[0], word, place) if meant else None
        said = [f"{name} ({meaning(name)})" if meaning(name) else name for name in meant]
        ways = f": there is {' and '.join(said)}" if said else ""
        raise Unreadable(f'"{word}" is no unit{ways}', place, repair)

    def _with(self, repair: str, word: str, place: int) -> str:
        return self.text[:place] + repair + self.text[place + len(word) :]


# --- what a tree measures ---------------------------------------------------------------------------


def unit_of(tree: Node) -> Unit:
    """The factor and the dimension of a product of units."""
    match tree:
        case Name(id=name):
            return UNITS[name]
        case Binary(op="*", left=left, right=right):
            return unit_of(left) * unit_of(right)
        case Binary(op="/", left=left, right=right):
            return unit_of(left) * unit_of(right) ** -1
        case Binary(op="^", left=left, right=right):
            return unit_of(left) ** (_whole(right) or 0)
    return Unit(ONE.value, NONE)


def _dimension_of(node: Node, units: Collection[str]) -> Unit:
    """The dimension of a tree, with a factor that means nothing. Raises Unreadable where there is none."""
    match node:
        case Name(id=name):
            return UNITS[name] if name in units else _PLAIN
        case Negative(operand=operand):
            return _dimension_of(operand, units)
        case Binary(op="*" | "/", left=left, right=right):
            below = _dimension_of(right, units)
            return _dimension_of(left, units) * (below if node.op == "*" else below**-1)
        case Binary(op="+" | "-", left=left, right=right):
            return _alike([_dimension_of(left, units), _dimension_of(right, units)], node)
        case Binary(op="^", left=left, right=right):
            return _power(_dimension_of(left, units), right, units)
        case Listed() | Relation() | Logic():  # whether one value is asked for is the kind's to say
            return _PLAIN
        case Call(name="abs" | "min" | "max", arguments=arguments):
            return _alike([_dimension_of(each, units) for each in arguments], node)
    for part in children(node):
        if inner := _dimension_of(part, units).dimension:
            message = f"this can only be applied to a number, not to {noun_of(inner)}"
            raise Unreadable(message, max(node.place, 0))
    return _PLAIN


_PLAIN = Unit(ONE.value, NONE)


def _alike(terms: list[Unit], node: Node) -> Unit:
    for term in terms[1:]:
        if term.dimension != terms[0].dimension:
            nouns = f"one is {noun_of(terms[0].dimension)}, the other {noun_of(term.dimension)}"
            raise Unreadable(f"these do not go together: {nouns}", max(node.place, 0))
    return terms[0]


def _power(base: Unit, exponent: Node, units: Collection[str]) -> Unit:
    whole = _whole(exponent)
    if base.dimension and whole is None:
        raise Unreadable("the power of a unit is a whole number", max(exponent.place, 0))
    if _dimension_of(exponent, units).dimension:
        raise Unreadable("an exponent has no unit", max(exponent.place, 0))
    if not base.dimension:
        return _PLAIN
    assert whole is not None
    raised = Unit(ONE.value, base.dimension) ** whole
    if any(abs(power) > HIGHEST_POWER for _, power in raised.dimension):
        raise Unreadable(f"the power of a unit is at most {HIGHEST_POWER}", max(exponent.place, 0))
    return raised


def _whole(node: Node) -> int | None:
    """A small whole exponent."""
    match node:
        case Negative(operand=operand):
            inner = _whole(operand)
            return None if inner is None else -inner
        case Number(text=text) if text.isdigit() and len(text) < 3:
            return int(text)
    return None


# --- number and unit ----------------------------------------------------------------------------------


def _split(tree: Node, units: Collection[str]) -> tuple[Node | None, Node | None]:
    """The number and the unit of a product of the two. A tree that is no such product has no unit here."""
    if not _is_product_of_units(tree, units):
        return tree, None
    return _only(tree, units, wanted=False), _only(tree, units, wanted=True)


def _is_product_of_units(node: Node, units: Collection[str]) -> bool:
    match node:
        case Binary(op="*" | "/", left=left, right=right):
            return _is_product_of_units(left, units) and _is_product_of_units(right, units)
        case Negative(operand=operand):
            return _is_product_of_units(operand, units)
    return _is_power_of_unit(node, units) or not _mentions(node, units)


def _is_power_of_unit(node: Node, units: Collection[str]) -> bool:
    base = node.left if isinstance(node, Binary) and node.op == "^" else node
    return isinstance(base, Name) and base.id in units


def _mentions(node: Node, units: Collection[str]) -> bool:
    return any(isinstance(each, Name) and each.id in units for each in walk(node))


def _only(node: Node, units: Collection[str], *, wanted: bool) -> Node | None:
    """The factors that are units, or those that are none; None where there are none of them."""
    match node:
        case Binary(op="*" | "/", left=left, right=right):
            above, below = _only(left, units, wanted=wanted), _only(right, units, wanted=wanted)
            if below is None:
                return above
            if above is None:
                return below if node.op == "*" else Binary("/", ONE, below)
            return Binary(node.op, above, below, implicit=node.implicit, place=node.place)
        case Negative(operand=operand):
            inner = _only(operand, units, wanted=wanted)
            return inner if wanted or inner is None else Negative(inner, place=node.place)
    return node if _is_power_of_unit(node, units) == wanted else None


# --- on one line ---------------------------------------------------------------------------------


def looks_like_quantity(text: str) -> bool:
    """Whether a key that names no kind is a number with a unit that nobody takes for letters: `16 GB`, not `2 m`."""
    found = re.fullmatch(rf"\s*-?{_NUMBER}\s*([A-Za-z][A-Za-z0-9^/*\s]*)", text)
    words = [word for word in re.findall(r"[A-Za-z]+", found.group(1)) if word != "per"] if found else []
    return bool(words) and all(word in UNITS for word in words) and any(map(_is_clear, words)) and len(words[0]) > 1


def _is_clear(name: str) -> bool:
    return len(name) > 2 or (UNITS[name].dimension == UNITS["B"].dimension and not name.islower())


def unit_text(unit: Node) -> str:
    """A product of units on one line: `FLOP/(s W)`, `m²`."""
    above, below = _factors(unit)
    bottom = " ".join(map(unicode_line, below))
    top = " ".join(map(unicode_line, above)) or "1"
    return f"{top}/{f'({bottom})' if below[1:] else bottom}" if below else top


def _factors(unit: Node) -> tuple[list[Node], list[Node]]:
    match unit:
        case Binary(op="*" | "/", left=left, right=right):
            above, below = _factors(left)
            more, less = _factors(right)
            return (above + more, below + less) if unit.op == "*" else (above + less, below + more)
        case Number():
            return [], []
    return [unit], []
