"""A tree of the expression language to marks: fractions stacked, powers raised, and only the
brackets that the reading needs."""

from __future__ import annotations

from collections.abc import Callable

from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Range,
    Relation,
    Text,
    walk,
)
from tutor.expression.typeset.marks import Fenced, Fraction, Grid, Kind, Mark, Root, Row, Scripts, Sign, row
from tutor.expression.typeset.symbols import CHARACTERS, FUNCTIONS, GREEK, SIGNS

_LOOSE, _CONDITION, _RELATION, _SUM, _PRODUCT, _POWER, _ATOM = range(7)
_COMMA = Sign(",", Kind.COMMA)
_MINUS = CHARACTERS["-"]
_DOT = SIGNS["cdot"]
_RELATIONS = {
    "=": CHARACTERS["="], "!=": SIGNS["ne"], "<": CHARACTERS["<"], "<=": SIGNS["le"],
    ">": CHARACTERS[">"], ">=": SIGNS["ge"], "~": SIGNS["approx"],
}  # fmt: skip
_WRITTEN_BESIDE = FUNCTIONS | {"asin", "acos", "atan", "arsinh", "arcosh", "artanh"}


def marks_of(node: Node) -> Mark:
    """The tree as marks. The depth of the tree must be bounded, as the reader bounds it; long
    sums and products may be any length."""
    match node:
        case Number(text=text):
            return Sign(text)
        case Name(id=id):
            return name_mark(id)
        case Text(value=value):
            return Sign(f'"{value}"', Kind.WORDS)
        case Negative():
            return Row(tuple(_sum(node)))
        case Binary(op="+" | "-"):
            return Row(tuple(_sum(node)))
        case Binary(op="*"):
            return Row(tuple(_product(node)))
        case Binary(op="/", left=left, right=right):
            return Fraction(marks_of(left), marks_of(right))
        case Binary(left=left, right=right):
            return _power(left, right)
        case Call():
            return _call(node)
        case Index(base=base, indices=indices):
            return Scripts(_within(base, _ATOM), down=_separated(indices))
        case Listed():
            return _listed(node)
        case _:
            return _statement(node)


def name_mark(id: str) -> Mark:
    """A name: Greek letters as such, what follows the first `_` lowered."""
    stem, _, tail = id.partition("_")
    letter = GREEK.get(stem)
    base = Sign(letter, Kind.ORDINARY, stem, stem) if letter else SIGNS["infty"] if stem == "oo" else Sign(stem)
    if not stem or not tail:
        return base if stem and not id.endswith("_") else Sign(id)
    return Scripts(base, down=row(*(_part(each) for each in tail.split("_"))))


def _part(text: str) -> Sign:
    return Sign(GREEK[text], Kind.ORDINARY, text, text) if text in GREEK else Sign(text)


def _level(node: Node) -> int:
    """How tightly the outermost operation binds."""
    match node:
        case Conditional() | Comprehension() | Range():
            return _LOOSE
        case Logic():
            return _CONDITION
        case Relation():
            return _RELATION
        case Binary(op="+" | "-") | Negative():
            return _SUM
        case Binary(op="*"):
            return _PRODUCT
        case Binary(op="/"):
            return _POWER
        case Binary() | Call(name="factorial" | "percent" | "degrees" | "transpose"):
            return _POWER
        case Call(name=name, arguments=arguments) if _bare_argument(name, arguments):
            return _PRODUCT
        case _:
            return _ATOM


def _within(node: Node, level: int) -> Mark:
    """The node, in brackets where it binds less tightly than `level`."""
    return marks_of(node) if _level(node) >= level else Fenced("(", marks_of(node), ")")


def _separated(nodes: tuple[Node, ...]) -> Mark:
    out: list[Mark] = []
    for node in nodes:
        out += [_COMMA] if out else []
        mark = _within(node, _CONDITION) if not isinstance(node, Range | Comprehension) else marks_of(node)
        out += mark.items if isinstance(mark, Row) else (mark,)
    return row(*out)


def _sum(node: Node) -> list[Mark]:
    """The terms of a sum with their signs; along its left side without recursion."""
    terms: list[tuple[Sign, Node]] = []
    here = node
    while isinstance(here, Binary) and here.op in {"+", "-"}:
        terms.append((CHARACTERS[here.op], here.right))
        here = here.left
    out: list[Mark] = []
    if isinstance(here, Negative):
        out += (_MINUS, *_terms(here.operand))
    else:
        out += _terms(here)
    for sign, term in reversed(terms):
        out += (sign, *_terms(term))
    return out


def _terms(node: Node) -> tuple[Mark, ...]:
    mark = _within(node, _PRODUCT)
    return mark.items if isinstance(mark, Row) else (mark,)


def _product(node: Node) -> list[Mark]:
    factors: list[Node] = []
    here = node
    while isinstance(here, Binary) and here.op == "*":
        factors.append(here.right)
        here = here.left
    factors.append(here)
    factors.reverse()
    out: list[Mark] = []
    for place, factor in enumerate(factors):
        mark = _factor(factor, is_last=place == len(factors) - 1)
        if place:
            out += _between(factors[place - 1], factor)
        out += mark.items if isinstance(mark, Row) else (mark,)
    return out


def _factor(node: Node, is_last: bool) -> Mark:
    """A factor; `ln x` gets brackets around its argument unless it is the last one."""
    if not is_last and isinstance(node, Call) and _bare_argument(node.name, node.arguments):
        return _applied(node)
    is_product = isinstance(node, Binary) and node.op == "*"
    return _within(node, _POWER if not is_last or is_product else _PRODUCT)


def _between(left: Node, right: Node) -> tuple[Mark, ...]:
    """What is written between two factors: nothing, a space, or a dot where they would run
    together or could be taken for something else."""
    if _is_bracketed(right, _POWER):
        return () if isinstance(left, Number) or _is_bracketed(left, _POWER) else (_DOT,)
    ending, start = _edge(left, last=True), _edge(right, last=False)
    if isinstance(start, Number) or (isinstance(ending, Binary) and isinstance(start, Binary)):
        return (_DOT,)
    if isinstance(start, Call):
        return () if start.name in {"sqrt", "abs", "norm"} else (Sign(" ", Kind.SPACE),)
    if isinstance(start, Binary):
        return (_DOT,)
    if isinstance(ending, Binary):
        return (Sign(" ", Kind.SPACE),)
    if isinstance(start, Name):
        single = _is_letter(start) and (not isinstance(ending, Name) or _is_letter(ending))
        return () if single else (_DOT,)
    return (_DOT,)


def _is_bracketed(node: Node, level: int) -> bool:
    while isinstance(node, Binary) and node.op == "^":
        node, level = node.left, _ATOM
    return _level(node) < level and not isinstance(node, Call)


def _edge(node: Node, last: bool) -> Node:
    """The part of a factor that touches its neighbour."""
    while True:
        match node:
            case Binary(op="^", left=left):
                node = left
            case Call(name="factorial" | "percent" | "degrees" | "transpose", arguments=(inner,)):
                node = inner
            case _:
                return node


def _is_letter(name: Name) -> bool:
    """One letter, or a Greek one; such names may stand beside each other."""
    stem = name.id.partition("_")[0]
    return len(stem) == 1 or stem in GREEK


def _power(base: Node, exponent: Node) -> Mark:
    up = marks_of(exponent)
    if isinstance(base, Call) and not base.keywords and base.name not in _SPECIAL:
        if base.name not in _WRITTEN_BESIDE:
            name, arguments = _applied(base).items
            return Row((name, Scripts(arguments, up=up)))
        if isinstance(exponent, Number) and exponent.text.isdecimal() and base.arguments:
            name, arguments = _applied(base).items  # sin²(x); with -1 it would be taken for arcsin
            return Row((Scripts(name, up=up), arguments))
    plain = isinstance(base, Number | Name | Listed | Index) or (
        isinstance(base, Call) and base.name in {"abs", "norm", "floor", "ceil"}
    )
    inner = marks_of(base)
    return Scripts(inner if plain else Fenced("(", inner, ")"), up=up)


def _bare_argument(name: str, arguments: tuple[Node, ...]) -> bool:
    """Whether `ln x` is written without brackets."""
    if name not in _WRITTEN_BESIDE or len(arguments) != 1:
        return False
    inner = arguments[0]
    return isinstance(inner, Number) or (isinstance(inner, Name) and _is_letter(inner))


def _call(node: Call) -> Mark:
    special = _SPECIAL.get(node.name)
    if special is not None and not node.keywords and (mark := special(node.arguments)) is not None:
        return mark
    if _bare_argument(node.name, node.arguments) and not node.keywords:
        return Row((_function_name(node.name), marks_of(node.arguments[0])))
    return _applied(node)


def _applied(node: Call) -> Row:
    """The name, and all arguments in brackets."""
    inside = _separated(node.arguments)
    for key, value in node.keywords:
        items = inside.items if isinstance(inside, Row) else (inside,)
        inside = Row((*items, *((_COMMA,) if items else ()), Sign(key), _RELATIONS["="], marks_of(value)))
    return Row((_function_name(node.name), Fenced("(", inside, ")")))


def _function_name(name: str) -> Mark:
    stem = name.partition("_")[0]
    if len(stem) == 1 or stem in GREEK:
        return name_mark(name)
    return Sign(name, Kind.FUNCTION)


def _raised_letter(arguments: tuple[Node, ...], sign: Mark) -> Mark | None:
    if len(arguments) != 1:
        return None
    return Scripts(_within(arguments[0], _ATOM), up=sign)


def _suffixed(arguments: tuple[Node, ...], sign: Sign) -> Mark | None:
    if len(arguments) != 1:
        return None
    return Row((_within(arguments[0], _ATOM), sign))


def _fenced(arguments: tuple[Node, ...], left: str, right: str) -> Mark | None:
    if len(arguments) != 1:
        return None
    barred = any(isinstance(node, Call) and node.name in {"abs", "norm"} for node in walk(arguments[0]))
    if barred and left in {"|", "‖"}:  # bars within bars could be read in several ways
        name = Sign("abs" if left == "|" else "norm", Kind.FUNCTION)
        return Row((name, Fenced("(", marks_of(arguments[0]), ")")))
    return Fenced(left, marks_of(arguments[0]), right)


def _root(arguments: tuple[Node, ...]) -> Mark | None:
    return Root(marks_of(arguments[0])) if len(arguments) == 1 else None


def _log_base(arguments: tuple[Node, ...]) -> Mark | None:
    if len(arguments) != 2:
        return None
    name = Scripts(Sign("log", Kind.FUNCTION), down=marks_of(arguments[0]))
    return Row((name, Fenced("(", marks_of(arguments[1]), ")")))


def _log_of(arguments: tuple[Node, ...], base: str) -> Mark | None:
    return _log_base((Number(base), *arguments)) if len(arguments) == 1 else None


def _binomial(arguments: tuple[Node, ...]) -> Mark | None:
    if len(arguments) != 2:
        return None
    return Grid(tuple((marks_of(each),) for each in arguments), "(", ")")


def _large(arguments: tuple[Node, ...], sign: Sign) -> Mark | None:
    """`sum(f for k in a..b)` under a large sign."""
    match arguments:
        case (Comprehension(body=body, name=name, source=Range(low=low, high=high, excluded=()), condition=None),):
            start = Row((name_mark(name), _RELATIONS["="], marks_of(low)))
            large = Scripts(Sign(sign.text, Kind.LARGE, sign.ascii, sign.word), up=marks_of(high), down=start)
            return Row((large, _within(body, _PRODUCT)))
        case _:
            return None


_SPECIAL: dict[str, Callable[[tuple[Node, ...]], Mark | None]] = {
    "sqrt": _root,
    "cbrt": lambda given: Root(marks_of(given[0]), Sign("3")) if len(given) == 1 else None,
    "root": lambda given: Root(marks_of(given[0]), marks_of(given[1])) if len(given) == 2 else None,
    "abs": lambda given: _fenced(given, "|", "|"),
    "norm": lambda given: _fenced(given, "‖", "‖"),
    "floor": lambda given: _fenced(given, "⌊", "⌋"),
    "ceil": lambda given: _fenced(given, "⌈", "⌉"),
    "factorial": lambda given: _suffixed(given, Sign("!", Kind.CLOSE)),
    "percent": lambda given: _suffixed(given, Sign("%", Kind.CLOSE)),
    "degrees": lambda given: _suffixed(given, Sign("°", Kind.CLOSE, " deg")),
    "transpose": lambda given: _raised_letter(given, Sign("T")),
    "log_base": _log_base,
    "log2": lambda given: _log_of(given, "2"),
    "log10": lambda given: _log_of(given, "10"),
    "binomial": _binomial,
    "sum": lambda given: _large(given, SIGNS["sum"]),
    "product": lambda given: _large(given, SIGNS["prod"]),
}


def _listed(node: Listed) -> Mark:
    rows = [item for item in node.items if isinstance(item, Listed) and item.bracket == "["]
    lengths = {len(each.items) for each in rows}
    flat = not any(isinstance(entry, Listed) for each in rows for entry in each.items)
    if node.bracket == "[" and rows and len(rows) == len(node.items) and len(lengths) == 1 and lengths != {0} and flat:
        cells = tuple(tuple(_within(entry, _CONDITION) for entry in each.items) for each in rows)
        return Grid(cells, "(", ")", "c", 2) if len(rows) > 1 else Grid(cells, "[", "]", "c", 2)
    left = "{" if node.bracket == "{" else "("
    return Fenced(left, _separated(node.items), "}" if left == "{" else ")")


def _word(text: str) -> tuple[Mark, ...]:
    return (Sign(" ", Kind.SPACE), Sign(text, Kind.WORDS), Sign(" ", Kind.SPACE))


def _statement(node: Node) -> Mark:
    """Relations, and the words of conditions and of authors' lists."""
    match node:
        case Relation(operands=operands, operators=operators):
            out = [_within(operands[0], _SUM)]
            for operator, operand in zip(operators, operands[1:], strict=False):
                out += (_RELATIONS[operator], _within(operand, _SUM))
            return _flattened(out)
        case Logic(op="not", operands=operands):
            return _flattened([*_word("not"), _within(operands[0], _RELATION)])
        case Logic(op=op, operands=operands):
            parts: list[Mark] = []
            for operand in operands:
                parts += _word(op) if parts else ()
                parts.append(_within(operand, _RELATION))
            return _flattened(parts)
        case Conditional(then=then, condition=condition, otherwise=otherwise):
            return _flattened(
                [_within(then, _CONDITION), *_word("if"), _within(condition, _CONDITION),
                 *_word("else"), _within(otherwise, _LOOSE)]
            )  # fmt: skip
        case Comprehension(body=body, name=name, source=source, condition=condition):
            parts = [_within(body, _CONDITION), *_word("for"), name_mark(name), *_word("in"), marks_of(source)]
            if condition is not None:
                parts += [*_word("if"), _within(condition, _CONDITION)]
            return _flattened(parts)
        case Range(low=low, high=high, excluded=excluded):
            parts = [_within(low, _SUM), Sign("..", Kind.TIMES), _within(high, _SUM)]
            if excluded:
                parts += [*_word("except"), _separated(excluded)]
            return _flattened(parts)
    raise TypeError(f"no tree of the expression language: {type(node).__name__}")


def _flattened(marks: list[Mark]) -> Mark:
    return row(*(item for mark in marks for item in (mark.items if isinstance(mark, Row) else (mark,))))
