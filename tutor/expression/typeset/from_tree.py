"""A tree of the expression language to marks: fractions stacked, powers raised, and only the
brackets that the reading needs."""

from __future__ import annotations

import re

from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Interval,
    Listed,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Range,
    Relation,
    Text,
)
from tutor.expression.parts import as_set, is_all_reals, pieces_of
from tutor.expression.typeset.calls import COMMA, MINUS, RELATIONS, Setting, is_special, special
from tutor.expression.typeset.levels import (
    ATOM,
    CONDITION,
    POWER,
    PRODUCT,
    RELATION,
    SETS,
    SUM,
    WRITTEN_BESIDE,
    edge_of,
    has_bare_argument,
    is_bracketed,
    is_letter,
    name_mark,
)
from tutor.expression.typeset.marks import Fenced, Fraction, Grid, Kind, Mark, Row, Scripts, Sign, items_of, row
from tutor.expression.typeset.symbols import BOARD, CHARACTERS, GREEK, SIGNS
from tutor.expression.vocabulary import SUPERSCRIPTS

_DOT = SIGNS["cdot"]
_BRACKETS = {"(": ("(", ")"), "[": ("[", "]"), "{": ("{", "}")}


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
            return Scripts(_AT.within(base, ATOM), down=_AT.separated(indices))
        case Listed():
            return _listed(node)
        case Interval():
            return _interval(node)
        case _:
            return _statement(node)


_AT = Setting(marks_of)


def with_words(node: Node, before: str = "", behind: str = "") -> Mark:
    """The tree between words: `P =` before it, its unit behind it."""
    items = items_of(_AT.within(node, PRODUCT) if behind else marks_of(node))
    ahead = (Sign(before, Kind.WORDS), Sign(" ", Kind.SPACE)) if before else ()
    after = (Sign(" ", Kind.SPACE), Sign(behind, Kind.WORDS, _POWERS.sub(_plain_power, behind))) if behind else ()
    return row(*ahead, *items, *after)


_POWERS = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def _plain_power(found: re.Match[str]) -> str:
    return "^" + "".join(SUPERSCRIPTS[sign] for sign in found.group())


def _sum(node: Node) -> list[Mark]:
    """The terms of a sum with their signs; along its left side without recursion."""
    terms: list[tuple[Sign, Node]] = []
    here = node
    while isinstance(here, Binary) and here.op in {"+", "-"}:
        terms.append((CHARACTERS[here.op], here.right))
        here = here.left
    out: list[Mark] = []
    if isinstance(here, Negative):
        out += (MINUS, *_AT.terms(here.operand))
    else:
        out += _AT.terms(here)
    for sign, term in reversed(terms):
        out += (sign, *_AT.terms(term))
    return out


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
        out += items_of(mark)
    return out


def _factor(node: Node, is_last: bool) -> Mark:
    """A factor; `ln x` gets brackets around its argument unless it is the last one."""
    if not is_last and isinstance(node, Call) and has_bare_argument(node.name, node.arguments):
        return _applied(node)
    is_product = isinstance(node, Binary) and node.op == "*"
    return _AT.within(node, POWER if not is_last or is_product else PRODUCT)


def _between(left: Node, right: Node) -> tuple[Mark, ...]:
    """What is written between two factors: nothing, a space, or a dot where they would run
    together or could be taken for something else."""
    if is_bracketed(right, POWER):
        return () if isinstance(left, Number) or is_bracketed(left, POWER) else (_DOT,)
    ending, start = edge_of(left, last=True), edge_of(right, last=False)
    if isinstance(start, Number) or (isinstance(ending, Binary) and isinstance(start, Binary)):
        return (_DOT,)
    if isinstance(start, Call):
        return () if start.name in {"sqrt", "abs", "norm"} else (Sign(" ", Kind.SPACE),)
    if isinstance(start, Binary):
        return (_DOT,)
    if isinstance(ending, Binary):
        return (Sign(" ", Kind.SPACE),)
    if isinstance(start, Name):
        single = is_letter(start) and (not isinstance(ending, Name) or is_letter(ending))
        return () if single else (_DOT,)
    return (_DOT,)


def _power(base: Node, exponent: Node) -> Mark:
    up = marks_of(exponent)
    if isinstance(base, Call) and not base.keywords and not is_special(base.name):
        if base.name not in WRITTEN_BESIDE:
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


def _call(node: Call) -> Mark:
    if (mark := special(_AT, node)) is not None:
        return mark
    if has_bare_argument(node.name, node.arguments) and not node.keywords:
        return Row((_function_name(node.name), marks_of(node.arguments[0])))
    return _applied(node)


def _applied(node: Call) -> Row:
    """The name, and all arguments in brackets."""
    inside = _AT.separated(node.arguments)
    for key, value in node.keywords:
        items = inside.items if isinstance(inside, Row) else (inside,)
        inside = Row((*items, *((COMMA,) if items else ()), Sign(key), RELATIONS["="], marks_of(value)))
    return Row((_function_name(node.name), Fenced("(", inside, ")")))


def _function_name(name: str) -> Mark:
    stem = name.partition("_")[0]
    if len(stem) == 1 or stem in GREEK:
        return name_mark(name)
    return Sign(name, Kind.FUNCTION)


def _listed(node: Listed) -> Mark:
    rows = [item for item in node.items if isinstance(item, Listed) and item.bracket == "["]
    lengths = {len(each.items) for each in rows}
    flat = not any(isinstance(entry, Listed) for each in rows for entry in each.items)
    if node.bracket == "[" and rows and len(rows) == len(node.items) and len(lengths) == 1 and lengths != {0} and flat:
        cells = tuple(tuple(_AT.within(entry, CONDITION) for entry in each.items) for each in rows)
        return Grid(cells, "(", ")", "c", 2) if len(rows) > 1 else Grid(cells, "[", "]", "c", 2)
    if node.bracket == "{" and not node.items:
        return SIGNS["emptyset"]
    single = node.bracket == "[" and len(node.items) == 1  # in round brackets it would be taken for a number
    left, right = _BRACKETS["[" if single else "{" if node.bracket == "{" else "("]
    return Fenced(left, _AT.separated(node.items), right)


def _interval(node: Interval) -> Mark:
    if is_all_reals(node):
        return Sign(BOARD["R"], Kind.ORDINARY, "R", "R")
    opening, closing = "[" if node.closed[0] else "(", "]" if node.closed[1] else ")"
    return Fenced(opening, _AT.separated((node.low, node.high)), closing)


def _cases(node: Conditional) -> Mark:
    pieces, otherwise = pieces_of(node)
    rows: list[tuple[Mark, Mark]] = [
        (
            _AT.within(value, CONDITION),
            _flattened([Sign("if", Kind.WORDS), Sign(" ", Kind.SPACE), marks_of(condition)]),
        )
        for value, condition in pieces
    ]
    if otherwise is not None:
        rows.append((_AT.within(otherwise, CONDITION), Sign("otherwise", Kind.WORDS)))
    return Grid(tuple(rows), "{", "", "l", 2)


def _word(text: str) -> tuple[Mark, ...]:
    return (Sign(" ", Kind.SPACE), Sign(text, Kind.WORDS), Sign(" ", Kind.SPACE))


def _statement(node: Node) -> Mark:
    """Relations, and the words of conditions and of authors' lists."""
    match node:
        case Relation(operands=operands, operators=operators):
            out = [_AT.within(operands[0], SETS)]
            for operator, operand in zip(operators, operands[1:], strict=False):
                shown = as_set(operand) if operator == "in" else operand
                out += (RELATIONS[operator], _AT.within(shown, SETS))
            return _flattened(out)
        case Logic(op="not", operands=(Relation(operands=operands, operators=("in",)),)):
            return _flattened([_AT.within(operands[0], SETS), SIGNS["notin"], _AT.within(as_set(operands[1]), SETS)])
        case Logic(op="not", operands=operands):
            return _flattened([*_word("not"), _AT.within(operands[0], RELATION)])
        case Logic(op=op, operands=operands):
            parts: list[Mark] = []
            for operand in operands:
                parts += _word(op) if parts else ()
                parts.append(_AT.within(operand, RELATION))
            return _flattened(parts)
        case Conditional():
            return _cases(node)
        case Comprehension(body=body, name=name, source=source, condition=condition):
            parts = [_AT.within(body, CONDITION), *_word("for"), name_mark(name), *_word("in"), marks_of(source)]
            if condition is not None:
                parts += [*_word("if"), _AT.within(condition, CONDITION)]
            return _flattened(parts)
        case Range(low=low, high=high, excluded=excluded):
            parts = [_AT.within(low, SUM), Sign("..", Kind.TIMES), _AT.within(high, SUM)]
            if excluded:
                parts += [*_word("except"), _AT.separated(excluded)]
            return _flattened(parts)
    raise TypeError(f"no tree of the expression language: {type(node).__name__}")


def _flattened(marks: list[Mark]) -> Mark:
    return row(*(item for mark in marks for item in (items_of(mark))))
