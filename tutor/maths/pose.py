"""From an exercise and a seed to a problem: statement, answer, hints, solution, mistakes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from tutor.content.exercise import Exercise, NamedMistake, Option, Pack
from tutor.content.formula import Formula, Place, Template
from tutor.expression.nodes import Listed, Name, Node, Relation
from tutor.expression.writer import latex, linear, unicode_line
from tutor.maths.drawing import drawn, holds, placed, value_of
from tutor.maths.evaluate import Scope, evaluate
from tutor.maths.exactness import approximate, same, within
from tutor.maths.putting_in import put_in, tree_of
from tutor.maths.streams import Stream, stream
from tutor.maths.values import FormulaError, Shown, Value, is_number, listed_items, whole
from tutor.problem import Mistake, Problem, Question

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
BRACES = frozenset({"set", "multiset"})
RELATIONS = frozenset({"equation", "inequality"})


class Lettered(NamedTuple):
    """Options or items in the order shown: their texts, and which position of the file each was."""

    texts: tuple[str, ...]
    order: tuple[int, ...]

    def letter(self, position: int) -> str:
        """The letter of what stands at this position (from 0) of the file."""
        return chr(ord("a") + self.order.index(position))


NOTHING_LETTERED = Lettered((), ())


def pose(exercise: Exercise, pack: Pack, level: int, seed: int) -> Problem:
    """The problem of this seed. Raises ContentError, with its place, where the exercise is faulty."""
    scope, _ = drawn(exercise, pack.id, level, seed)
    lettered = _lettered(exercise, scope, stream(pack.id, exercise.id, level, seed, 0, "\x00shuffle"))
    asked = _asked(exercise, scope, lettered)
    key, answer = _answer(exercise, scope, lettered)
    return Problem(
        exercise=f"{pack.id}/{exercise.id}",
        skill=exercise.skill,
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        level=level,
        seed=seed,
        sort=exercise.sort,
        statement=asked,
        question=_question(exercise, linear(key), lettered),
        hints=tuple(filled(exercise, "hints", each, scope) for each in exercise.hints),
        solution="\n\n".join(filled(exercise, "steps", each, scope) for each in exercise.steps),
        mistakes=tuple(_mistakes(exercise, scope, lettered, answer)),
        values={name: _short(value) for name, value in scope.values.items() if name not in exercise.names},
    )


def filled(exercise: Exercise, key: str, template: Template, scope: Scope, *, typed: bool = False) -> str:
    """The text with its places filled. `typed`: as a learner would type the values."""
    pieces: list[str] = []
    for piece in template:
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        value = value_of(exercise, key, piece.formula, scope)
        pieces.append(placed(exercise, key, piece.formula, partial(_text, value, piece, typed)))
    return "".join(pieces)


def _text(value: Value, place: Place, typed: bool) -> str:
    if isinstance(value, str):
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


def _lettered(exercise: Exercise, scope: Scope, chance: Stream) -> Lettered:
    texts = [option.text for option in exercise.options] or list(exercise.items)
    if not texts:
        return NOTHING_LETTERED
    key = "option" if exercise.options else "items"
    shown = [filled(exercise, key, each, scope) for each in texts]
    if len(set(shown)) < len(shown):
        raise exercise.faulty(f"Two lines read the same: {', '.join(shown)}.", key)
    order = list(range(len(shown)))
    order = chance.shuffled(order) if exercise.shuffle else order
    return Lettered(tuple(shown[at] for at in order), tuple(order))


def _asked(exercise: Exercise, scope: Scope, lettered: Lettered) -> str:
    statement = filled(exercise, "ask", exercise.ask, scope)
    if sentence := _precision(exercise):
        last = statement.splitlines()[-1].strip()
        stands_alone = last.endswith("$$") or last.startswith(("|", "-", "*", "$$"))
        statement += ("\n\n" if stands_alone else " ") + sentence
    if lettered.texts:
        lines = (f"- {chr(ord('a') + at)}) {text}" for at, text in enumerate(lettered.texts))
        statement += "\n\n" + "\n".join(lines)
    return statement


def _precision(exercise: Exercise) -> str:
    """The sentence that tells how exact an answer must be."""
    if exercise.decimals is not None:
        if exercise.decimals == 0:
            return "Round to a whole number."
        return f"Give {COUNTED[exercise.decimals]} decimal{'s' * (exercise.decimals > 1)}."
    if exercise.significant is not None:
        return f"Give {COUNTED[exercise.significant]} significant digit{'s' * (exercise.significant > 1)}."
    if exercise.tolerance is not None:
        return f"An answer within {exercise.tolerance} is near enough."
    return ""


def _question(exercise: Exercise, key: str, lettered: Lettered) -> Question:
    return Question(
        against=key,
        kind=exercise.kind,
        names=exercise.names,
        assume=exercise.assume,
        form=exercise.form,
        tolerance=exercise.tolerance,
        decimals=exercise.decimals,
        significant=exercise.significant,
        options=lettered.texts if exercise.options else (),
        items=lettered.texts if exercise.items else (),
    )


def _answer(exercise: Exercise, scope: Scope, lettered: Lettered) -> tuple[Node, Value]:
    """The answer as a tree to be typed, and its value for comparing mistakes with it."""
    if exercise.answer is not None:
        return _typed(exercise, "answer", exercise.answer, scope, lettered)
    right = [
        lettered.letter(at)
        for at, option in enumerate(exercise.options)
        if holds(exercise, "right", option.right, scope)
    ]
    if exercise.kind == "choice" and len(right) != 1:
        raise exercise.faulty(f"{len(right)} options of a choice are right (seed values: {_drawn(scope)}).", "option")
    letters = tuple(Name(each) for each in sorted(right))
    return (letters[0], None) if exercise.kind == "choice" else (Listed("{", letters), None)


def _drawn(scope: Scope) -> str:
    return ", ".join(f"{name} = {_short(value)}" for name, value in scope.values.items())[:160]


def _typed(exercise: Exercise, key: str, formula: Formula, scope: Scope, lettered: Lettered) -> tuple[Node, Value]:
    """A value in the shape that the exercise's kind asks for, as a tree and as it is."""
    if exercise.kind in RELATIONS and isinstance(formula.tree, Relation):
        tree = placed(exercise, key, formula, lambda: _relation(formula.tree, scope))
        return tree, tree
    value = value_of(exercise, key, formula, scope)
    return placed(exercise, key, formula, lambda: _shaped(exercise, value, lettered)), value


def _relation(tree: Node, scope: Scope) -> Node:
    """Both sides worked out, the sign between them kept."""
    assert isinstance(tree, Relation)
    return Relation(tuple(tree_of(evaluate(each, scope)) for each in tree.operands), tree.operators)


def _shaped(exercise: Exercise, value: Value, lettered: Lettered) -> Node:
    if exercise.kind == "ordering":
        positions = [whole(each) - 1 for each in listed_items(value)]
        if sorted(positions) != list(range(len(lettered.order))):
            raise FormulaError(f"an ordering of {len(lettered.order)} items is a list of their positions")
        return Listed("(", tuple(Name(lettered.letter(each)) for each in positions))
    if exercise.kind == "boolean":
        if not isinstance(value, bool):
            raise FormulaError("the answer to a yes or no question is a condition")
        return Name("yes" if value else "no")
    if exercise.kind in BRACES and not isinstance(value, frozenset):
        return Listed("{", tuple(tree_of(each) for each in listed_items(value)))
    if exercise.kind == "tuple":
        return Listed("(", tuple(tree_of(each) for each in listed_items(value)))
    return tree_of(value)


def _mistakes(exercise: Exercise, scope: Scope, lettered: Lettered, answer: Value) -> list[Mistake]:
    told = [_of_option(exercise, option, at, scope, lettered) for at, option in enumerate(exercise.options)]
    seen: list[Value] = [answer]
    for mistake in exercise.mistakes:
        told.append(_named(exercise, mistake, scope, lettered, seen))
    return [each for each in told if each is not None]


def _of_option(exercise: Exercise, option: Option, at: int, scope: Scope, lettered: Lettered) -> Mistake | None:
    """What a wrong option of a choice has to say to one who takes it."""
    if option.say is None or exercise.kind != "choice" or holds(exercise, "right", option.right, scope):
        return None
    return Mistake(filled(exercise, "say", option.say, scope), lettered.letter(at))


def _named(
    exercise: Exercise, mistake: NamedMistake, scope: Scope, lettered: Lettered, seen: list[Value]
) -> Mistake | None:
    """None where it does not apply, or gives the answer or what an earlier mistake gives."""
    if mistake.when is not None and not holds(exercise, "when", mistake.when, scope):
        return None
    say = filled(exercise, "say", mistake.say, scope)
    if mistake.matches is not None:
        condition = mistake.matches
        tree = placed(exercise, "matches", condition, lambda: _put_in(condition, scope))
        return Mistake(say, matches=linear(tree), name=mistake.name)
    assert mistake.gives is not None
    tree, value = _typed(exercise, "gives", mistake.gives, scope, lettered)
    if any(placed(exercise, "gives", mistake.gives, partial(_alike, exercise, value, each)) for each in seen):
        return None
    seen.append(value)
    return Mistake(say, answer=linear(tree), name=mistake.name)


def _put_in(formula: Formula, scope: Scope) -> Node:
    values = {name: value for name, value in scope.values.items() if name != "given"}
    return put_in(formula.tree, lambda node: evaluate(node, scope), values)


def _alike(exercise: Exercise, left: Value, right: Value) -> bool:
    """Whether two answers would be judged the same."""
    if isinstance(left, Relation) or isinstance(right, Relation):
        return bool(left == right)
    if exercise.kind in BRACES:
        return same(_as_set(left), _as_set(right))
    if (distance := _distance(exercise, left)) and not exercise.names:
        return within(left, right, distance)
    return same(left, right)


def _distance(exercise: Exercise, answer: Value) -> float:
    """How far from the answer is near enough; 0 where it must be exact."""
    if exercise.decimals is not None:
        return 10.0**-exercise.decimals
    if exercise.tolerance is not None:
        return float(Fraction(exercise.tolerance))
    if exercise.significant is None or not is_number(answer) or (size := abs(approximate(answer))) == 0:
        return 0
    return float(10.0 ** (math.floor(math.log10(size)) + 1 - exercise.significant))


def _as_set(value: Value) -> Value:
    members: Sequence[Value] = list(value) if isinstance(value, frozenset) else listed_items(value)
    return frozenset(tuple(each) if isinstance(each, list) else each for each in members)
