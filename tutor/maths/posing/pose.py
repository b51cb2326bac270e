"""From an exercise and a seed to a problem: statement, answer, hints, solution, mistakes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import sympy

from tutor.content.exercise import Exercise, NamedMistake, Option, Pack, Part, Written
from tutor.content.formula import Formula, Place, Template
from tutor.expression.nodes import Call, Interval, Listed, Logic, Name, Node, Number, Relation, walk
from tutor.expression.options import marks
from tutor.expression.writer import latex, linear, unicode_line
from tutor.maths.posing.drawing import drawn, holds, placed, value_of
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.exactness import approximate, same, within
from tutor.maths.posing.putting_in import known_put_in, put_in, tidied, tree_of
from tutor.maths.posing.showing import MOST_PLACES, decimal_tree, nearest_scaled
from tutor.maths.posing.streams import Stream, stream
from tutor.maths.posing.values import FormulaError, Shown, Value, is_number, listed_items, whole
from tutor.problem import Mistake, Problem, Question
from tutor.problem import Part as ProblemPart

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LONGEST_EXACT = 100
"""Numbers, names and signs of a key that is to be met within a tolerance; a longer one is rounded."""
LARGEST_DENOMINATOR = 10**12
BRACES = frozenset({"set", "multiset", "subspace-basis", "orthonormal-basis"})
KEPT_AS_WRITTEN = frozenset({"equation", "inequality", "interval"})
MATRIX_LIKE = frozenset({"matrix", "symmetric", "orthogonal", "vector"})
KEPT_NODES = (Relation, Logic, Interval, Call)


class Lettered(NamedTuple):
    """Options or items in the order shown: their texts, and which position of the file each was."""

    texts: tuple[str, ...]
    order: tuple[int, ...]

    def mark(self, position: int) -> Name | Number:
        """The letter or number of what stands at this position (from 0) of the file."""
        mark = marks(self.texts)[self.order.index(position)]
        return Number(mark) if mark.isdecimal() else Name(mark)


NOTHING_LETTERED = Lettered((), ())


def pose(exercise: Exercise, pack: Pack, level: int, seed: int) -> Problem:
    """The problem of this seed. Raises ContentError, with its place, where the exercise is faulty."""
    scope, _ = drawn(exercise, pack.id, level, seed)
    posed = [problem_part for problem_part, _ in parts_of(exercise, pack.id, scope, seed)]
    return Problem(
        exercise=f"{pack.id}/{exercise.id}",
        skill=exercise.skill,
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        level=level,
        seed=seed,
        sort=exercise.sort,
        statement=filled(exercise, "ask", exercise.ask, scope),
        parts=tuple(posed),
        values={
            name: _short(value)
            for name, value in scope.values.items()
            if name not in exercise.names and name not in {part.id for part in exercise.parts}
        },
    )


def parts_of(
    exercise: Exercise, pack: str, scope: Scope, seed: int, gave: Mapping[str, Value] = MappingProxyType({})
) -> Iterator[tuple[ProblemPart, Scope]]:
    """Each part, and the scope of its solution, in which its own answer stands under its id. For the later parts
    that is what the learner `gave` for it, if that is given."""
    for part in exercise.parts:
        mixed = stream(pack, exercise.id, scope.level, seed, 0, f"\x00shuffle{part.id}")
        yield _posed(part, scope, mixed)
        if part.id in gave:
            scope.values[part.id] = gave[part.id]


def _posed(part: Part, scope: Scope, mixed: Stream) -> tuple[ProblemPart, Scope]:
    lettered = _lettered(part, scope, mixed)
    asked = _asked(part, scope, lettered)
    key, answer = _answer(part, scope, lettered)
    question = _question(part, key, lettered, scope)
    if part.id:
        scope.values[part.id] = answer
    posed = ProblemPart(
        id=part.id,
        statement=asked,
        question=question,
        told=_told(part, key, answer),
        hints=tuple(filled(part, "hints", each, scope) for each in part.hints),
        solution=_solution(part, scope),
        mistakes=tuple(_mistakes(part, scope, lettered, answer)),
    )
    return posed, scope


def _solution(part: Part, scope: Scope) -> str:
    """The worked solution; of a derivation without steps, its own lines."""
    if part.steps or part.kind != "derivation":
        return "\n\n".join(filled(part, "steps", each, scope) for each in part.steps)
    first, *others = _lines(part, scope)
    sign = "\\Leftrightarrow " if isinstance(first, Relation | Logic) else "= "
    return "\n\n".join([f"${latex(first)}$", *(f"${sign}{latex(tree)}$" for tree in others)])


def filled(at: Written, key: str, template: Template, scope: Scope, *, typed: bool = False) -> str:
    """The text with its places filled. `typed`: as a learner would type the values."""
    pieces: list[str] = []
    for piece in template:
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        value = value_of(at, key, piece.formula, scope)
        pieces.append(placed(at, key, piece.formula, partial(_text, value, piece, typed)))
    return "".join(pieces)


def _text(value: Value, place: Place, typed: bool) -> str:
    if isinstance(value, str):
        if place.in_maths and ("$" in value or "\n" in value):
            raise FormulaError("this stands outside of $, on lines of its own")
        return f"\\text{{{value}}}" if place.in_maths else value
    trees = value.trees if isinstance(value, Shown) else (tree_of(value),)
    write = linear if typed else latex if place.in_maths else unicode_line
    return ", ".join(write(tree) for tree in trees)


def _short(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and any(isinstance(each, str) for each in value):
        return "[" + ", ".join(_short(each) for each in value) + "]"
    try:
        return linear(tree_of(value))
    except FormulaError:
        return str(value)


def _lettered(part: Part, scope: Scope, mixed: Stream) -> Lettered:
    texts = [option.text for option in part.options] or list(part.items)
    if not texts:
        return NOTHING_LETTERED
    key = "option" if part.options else "items"
    shown = [filled(part, key, each, scope) for each in texts]
    if len(set(shown)) < len(shown):
        raise part.faulty(f"Two lines read the same: {', '.join(shown)}.", key)
    order = list(range(len(shown)))
    order = mixed.shuffled(order) if part.shuffle else order
    return Lettered(tuple(shown[at] for at in order), tuple(order))


def _asked(part: Part, scope: Scope, lettered: Lettered) -> str:
    statement = filled(part, "ask", part.ask, scope)
    if sentence := _precision(part):
        last = statement.splitlines()[-1].strip()
        stands_alone = last.endswith("$$") or last.startswith(("|", "-", "*", "$$"))
        statement += ("\n\n" if stands_alone else " ") + sentence
    if lettered.texts:
        lines = (f"- {mark}) {text}" for mark, text in zip(marks(lettered.texts), lettered.texts, strict=True))
        statement += "\n\n" + "\n".join(lines)
    return statement


def _precision(part: Part) -> str:
    """The sentence that tells how exact an answer must be."""
    if part.decimals is not None:
        if part.decimals == 0:
            return "Round to a whole number."
        return f"Give {COUNTED[part.decimals]} decimal{'s' * (part.decimals > 1)}."
    if part.significant is not None:
        return f"Give {COUNTED[part.significant]} significant digit{'s' * (part.significant > 1)}."
    if part.tolerance is not None:
        return f"An answer within {part.tolerance} is near enough."
    return ""


def _question(part: Part, key: str, lettered: Lettered, scope: Scope) -> Question:
    open_names = frozenset(part.fields or ("answer",))
    return Question(
        against=key,
        kind=part.kind,
        names=part.names,
        assume=part.assume,
        form=part.form,
        tolerance=part.tolerance,
        decimals=part.decimals,
        significant=part.significant,
        unit=part.unit,
        options=lettered.texts if part.options else (),
        items=lettered.texts if part.items else (),
        fields=part.fields,
        must=tuple(linear(_with_values(part, "must", each, scope, open_names)) for each in part.must),
    )


def _with_values(part: Part, key: str, formula: Formula, scope: Scope, open_names: frozenset[str]) -> Node:
    """A condition on what the learner gives, everything else in it worked out."""
    worth = partial(evaluate, scope=scope)
    return placed(part, key, formula, lambda: known_put_in(formula.tree, open_names, scope.helpers, worth))


def _answer(part: Part, scope: Scope, lettered: Lettered) -> tuple[str, Value]:
    """The answer as a line to be typed, and its value for later parts and for comparing mistakes with it."""
    if part.kind == "derivation":
        trees = _lines(part, scope)
        return "; ".join(map(linear, trees)), trees[-1]
    if part.answer:
        return _typed(part, "answer", part.answer[0], scope, lettered)
    right = [lettered.mark(at) for at, option in enumerate(part.options) if holds(part, "right", option.right, scope)]
    if part.kind == "choice" and len(right) != 1:
        raise part.faulty(f"{len(right)} options of a choice are right (seed values: {_drawn(scope)}).", "option")
    shown = tuple(sorted(right, key=linear))
    return linear(shown[0] if part.kind == "choice" else Listed("{", shown)), None


def _drawn(scope: Scope) -> str:
    return ", ".join(f"{name} = {_short(value)}" for name, value in scope.values.items())[:160]


def _typed(part: Part, key: str, formula: Formula, scope: Scope, lettered: Lettered) -> tuple[str, Value]:
    """A value as a line of the kind that the part asks for, and as it is. What is a comparison or an interval
    as it stands in the file is its own value: its sides are worked out, the signs between them kept."""
    if part.kind == "derivation" or _has_matrix_names(part):
        tree = _line(part, key, formula, scope)
        return linear(tree), tree
    if part.kind in KEPT_AS_WRITTEN and isinstance(formula.tree, KEPT_NODES):
        tree = placed(part, key, formula, lambda: _worked_out(formula.tree, scope))
        return linear(tree), tree
    value = value_of(part, key, formula, scope)
    return placed(part, key, formula, lambda: line_of(part, _rounded(part, value), lettered)), value


def _has_matrix_names(part: Part) -> bool:
    """Whether the answer may hold names of matrices, whose products must keep their order."""
    return not MATRIX_LIKE.isdisjoint(part.assume.values())


def _lines(part: Part, scope: Scope) -> list[Node]:
    return [_line(part, "answer", each, scope) for each in part.answer]


def _line(part: Part, key: str, formula: Formula, scope: Scope) -> Node:
    """A line of a derivation, or of matrix names, in the form in which it stands in the file: only what is free
    of names is worked out in it; without any name, the drawn values are put in and nothing is worked out."""
    worth = partial(evaluate, scope=scope)
    if part.names:
        names = frozenset(part.names)
        return placed(part, key, formula, lambda: tidied(known_put_in(formula.tree, names, scope.helpers, worth)))
    return placed(part, key, formula, lambda: tidied(put_in(formula.tree, worth, scope.values)))


def _worked_out(tree: Node, scope: Scope) -> Node:
    """The tree with everything worked out below its comparisons, intervals and unions."""
    match tree:
        case Relation(operands=operands) | Logic(operands=operands):
            return replace(tree, operands=tuple(_worked_out(each, scope) for each in operands))
        case Interval(low=low, high=high):
            return replace(tree, low=_worked_out(low, scope), high=_worked_out(high, scope))
        case Call(name="union" | "intersection" | "without", arguments=arguments):
            return replace(tree, arguments=tuple(_worked_out(each, scope) for each in arguments))
    return tree_of(evaluate(tree, scope))


def _told(part: Part, key: str, value: Value) -> str:
    """The answer to the digits that are asked for; the `key` itself where it is asked for exactly."""
    if part.names or value is None or (part.decimals is None and part.significant is None):
        return key
    return line_of(part, _to_digits(part, value))


def _to_digits(part: Part, value: Value) -> Value:
    if isinstance(value, list | tuple):
        return type(value)(_to_digits(part, each) for each in value)
    if part.decimals is not None:
        return _to_places(value, part.decimals)
    assert part.significant is not None
    size = abs(approximate(value))
    places = part.significant - 1 - (math.floor(math.log10(size)) if size else 0)
    if places >= 0:
        return _to_places(value, min(places, MOST_PLACES))
    return Fraction(round(nearest_scaled(value, 0), places))


def _rounded(part: Part, value: Value) -> Value:
    """A value that would be a line too long to be typed, to far more places than are asked for."""
    distance = _distance(part, value)
    if not distance or not _is_too_long(value):
        return value
    return _to_places(value, min(MOST_PLACES, 8 - math.floor(math.log10(distance))))


def _is_too_long(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_is_too_long, value)) or len(list(walk(tree_of(value)))) >= LONGEST_EXACT
    if isinstance(value, Fraction):
        return value.denominator > LARGEST_DENOMINATOR
    return isinstance(value, sympy.Float)


def _to_places(value: Value, places: int) -> Value:
    if isinstance(value, list | tuple):
        return type(value)(_to_places(each, places) for each in value)
    return Shown((decimal_tree(value, places),))


def line_of(part: Part, value: Value, lettered: Lettered = NOTHING_LETTERED) -> str:
    """A value as a learner would type it where this is asked. FormulaError where it is none of the kind."""
    match part.kind:
        case "ordering":
            return linear(_in_order(value, lettered))
        case "boolean":
            if not isinstance(value, bool):
                raise FormulaError("the answer to a yes or no question is a condition")
            return "yes" if value else "no"
        case "shape":
            return value if isinstance(value, str) else linear(Listed("(", _trees(value)))
        case "quantity":
            return f"{linear(tree_of(value))} {part.unit}"
        case "factorisation" | "satisfying" if part.fields:
            if len(listed_items(value)) != len(part.fields):
                raise FormulaError(f"{len(part.fields)} fields take a list of as many values")
            return "; ".join(f"{name} = {linear(each)}" for name, each in zip(part.fields, _trees(value), strict=True))
        case "factorisation":
            return " * ".join(map(linear, _trees(value)))
        case "tuple":
            return linear(Listed("(", _trees(value)))
        case kind if kind in BRACES and not isinstance(value, frozenset):
            return linear(Listed("{", _trees(value)))
    return linear(tree_of(value))


def _trees(value: Value) -> tuple[Node, ...]:
    return tuple(tree_of(each) for each in listed_items(value))


def _in_order(value: Value, lettered: Lettered) -> Node:
    positions = [whole(each) - 1 for each in listed_items(value)]
    if sorted(positions) != list(range(len(lettered.order))):
        raise FormulaError(f"an ordering of {len(lettered.order)} items is a list of their positions")
    return Listed("(", tuple(map(lettered.mark, positions)))


def _mistakes(part: Part, scope: Scope, lettered: Lettered, answer: Value) -> list[Mistake]:
    told = [_of_option(part, option, at, scope, lettered) for at, option in enumerate(part.options)]
    seen: list[Value] = [answer]
    for number, mistake in enumerate(part.mistakes, 1):
        named = mistake if mistake.name else replace(mistake, name=f"mistake-{number}")
        told.append(_named(part, named, scope, lettered, seen))
    return [each for each in told if each is not None]


def _of_option(part: Part, option: Option, at: int, scope: Scope, lettered: Lettered) -> Mistake | None:
    """What a wrong option of a choice has to say to one who takes it."""
    if option.say is None or part.kind != "choice" or holds(part, "right", option.right, scope):
        return None
    return Mistake(filled(part, "say", option.say, scope), linear(lettered.mark(at)), name=f"option-{at + 1}")


def _named(part: Part, mistake: NamedMistake, scope: Scope, lettered: Lettered, seen: list[Value]) -> Mistake | None:
    """None where it does not apply, or gives the answer or what an earlier mistake gives."""
    if mistake.when is not None and not holds(part, "when", mistake.when, scope):
        return None
    say = filled(part, "say", mistake.say, scope)
    if mistake.matches is not None:
        tree = _with_values(part, "matches", mistake.matches, scope, frozenset(("given", *part.fields)))
        return Mistake(say, matches=linear(tree), name=mistake.name)
    assert mistake.gives is not None
    line, value = _typed(part, "gives", mistake.gives, scope, lettered)
    if any(placed(part, "gives", mistake.gives, partial(_alike, part, value, each)) for each in seen):
        return None
    seen.append(value)
    return Mistake(say, answer=line, name=mistake.name)


def _alike(part: Part, left: Value, right: Value) -> bool:
    """Whether two answers would be judged the same."""
    if isinstance(left, Node) or isinstance(right, Node):
        return bool(left == right)
    if part.kind in ("set", "multiset"):
        return same(_as_set(left), _as_set(right))
    if (distance := _distance(part, left)) and not part.names:
        return within(left, right, distance)
    return same(left, right)


def _distance(part: Part, answer: Value) -> float:
    """How far from the answer is near enough; 0 where it must be exact."""
    if part.decimals is not None:
        return 10.0**-part.decimals
    if part.tolerance is not None:
        return float(Fraction(part.tolerance))
    if part.significant is None or not is_number(answer) or (size := abs(approximate(answer))) == 0:
        return 0
    return float(10.0 ** (math.floor(math.log10(size)) + 1 - part.significant))


def _as_set(value: Value) -> Value:
    members: Sequence[Value] = list(value) if isinstance(value, frozenset) else listed_items(value)
    return frozenset(tuple(each) if isinstance(each, list) else each for each in members)
