"""How often something is so over the problems of one part at one level: what one problem alone does not show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import sympy

from tutor.content.exercise import NamedMistake, Part
from tutor.content.formula import Template, formulas_of
from tutor.errors import ContentError
from tutor.expression.writer import linear
from tutor.maths.posing.drawing import holds, value_of
from tutor.maths.posing.evaluate import Scope
from tutor.maths.posing.exactness import same
from tutor.maths.posing.pose import filled
from tutor.maths.posing.values import FormulaError, Shown, Value, is_number, is_rational
from tutor.maths.proving.findings import Findings
from tutor.maths.proving.wrong_values import can_match
from tutor.problem import Part as ProblemPart

FEWEST_FOR_SHARES = 20
MOST_TRIVIAL = 0.05
MOST_LARGE = 0.05
MOST_LEAKS = 0.6
MOST_LOPSIDED = 0.6
MOST_EQUAL = 0.01
FEWEST_FOR_EQUAL = 100
LARGEST = 999
LARGEST_DENOMINATOR = 60
TRIVIAL_KINDS = frozenset({"number", "expression", "quantity"})


@dataclass(slots=True)
class Tally:
    """Counts, and from them findings. `leaks`: hints that show the answer; `rights`: right options; `equal`:
    mistakes that come out as the answer or another mistake; all by position in the file. `told_early`: this
    part's text shows an earlier answer. `reached`: mistakes with `matches` that something wrong meets."""

    seeds: int = 0
    trivial: int = 0
    told: int = 0
    told_early: int = 0
    large: int = 0
    denominators: int = 0
    leaks: Counter[int] = field(default_factory=Counter)
    rights: Counter[int] = field(default_factory=Counter)
    equal: Counter[int] = field(default_factory=Counter)
    reached: set[int] = field(default_factory=set)

    def count(
        self, part: Part, posed: ProblemPart, scope: Scope, earlier: Sequence[Value], said: Collection[str]
    ) -> Value:
        """Count one problem; `earlier`: the answers of the parts before, `said`: what was said to lines that
        must be wrong. The value of the answer; None where it is none."""
        self.seeds += 1
        self.told += len(posed.mistakes)
        answer = _worth(part, scope)
        asked = _shown_in(part, "ask", part.ask, scope)
        self.trivial += _is_trivial(part, answer, asked)
        self.told_early += any(_is_same(value, each) for value in asked for each in earlier)
        self.leaks.update(_leaks(part, posed, answer, scope))
        self.rights.update(_right_options(part, scope) if part.kind == "choice" else ())
        self.equal.update(_equal_mistakes(part, posed, scope))
        numbers = list(_numbers([*asked, answer if _is_exact(part) else None]))
        self.large += any(abs(number) > LARGEST for number in numbers) and part.kind != "quantity"
        self.denominators += any(_is_ugly(number.denominator) for number in numbers)
        for at, mistake in enumerate(part.mistakes):
            if (
                mistake.matches is not None
                and at not in self.reached
                and _is_reached(part, mistake, answer, scope, said)
            ):
                self.reached.add(at)
        return answer

    def tell(self, part: Part, level: int, draws: bool, findings: Findings) -> None:
        """What the counts say. `draws`: whether anything is drawn."""
        self._tell_of_mistakes(part, level, findings)
        if self.trivial > MOST_TRIVIAL * self.seeds:
            message = f"The answer is 0, 1 or a value in the question in {self._share(self.trivial)} at level {level}."
            findings.warn("trivial", message, "answer")
        if self.told_early > MOST_LEAKS * self._enough:
            findings.error("ask-tells", "This shows the answer of an earlier part.", "ask")
        for position, times in self.leaks.items():
            if times > MOST_LEAKS * self._enough:
                findings.error("hint-tells", f"Hint {position + 1} shows the answer.", "hints")
        for position, times in self.rights.items():
            if draws and times > MOST_LOPSIDED * self._enough:
                message = f"Option {position + 1} is right in {self._share(times)} at level {level}."
                findings.warn("lopsided", message, "option", part.options[position].line)
        if self.large > MOST_LARGE * self.seeds:
            message = f"Whole numbers of over three digits stand in {self._share(self.large)} at level {level}."
            findings.warn("large-numbers", message, "answer")
        if self.denominators > MOST_LARGE * self.seeds:
            message = (
                f"Denominators over {LARGEST_DENOMINATOR} stand in {self._share(self.denominators)} at level {level}."
            )
            findings.warn("denominators", message, "answer")

    def _tell_of_mistakes(self, part: Part, level: int, findings: Findings) -> None:
        if part.mistakes and not self.told:
            findings.warn("never-told", f"No mistake ever applies at level {level}.", "mistake")
        for position, times in self.equal.items():
            mistake = part.mistakes[position]
            if times > MOST_EQUAL * max(self.seeds, FEWEST_FOR_EQUAL) and mistake.gives is not None:
                message = (
                    f"This comes out as the answer or another mistake in {self._share(times)} at level {level}: "
                    "say in `when` where it applies."
                )
                findings.error("equal-mistake", message, "gives", mistake.gives.line)
        for position, mistake in enumerate(part.mistakes):
            if mistake.matches is not None and position not in self.reached:
                message = "No wrong answer was found that meets this: show one in `reject`."
                findings.warn("unreached", message, "matches", mistake.matches.line)

    @property
    def _enough(self) -> int:
        return max(self.seeds, FEWEST_FOR_SHARES)

    def _share(self, times: int) -> str:
        return f"{times} of {self.seeds} problems"


def slowest(seconds: Sequence[float]) -> float:
    """The 99th percentile (nearest rank)."""
    return sorted(seconds)[math.ceil(0.99 * len(seconds)) - 1]


def _worth(part: Part, scope: Scope) -> Value:
    """What the answer is worth as a value; None where it is options, a comparison or several lines."""
    if len(part.answer) != 1:
        return None
    try:
        return value_of(part, "answer", part.answer[0], scope)
    except ContentError:
        return None


def _shown_in(part: Part, key: str, text: Template, scope: Scope) -> list[Value]:
    return [value_of(part, key, each, scope) for each in formulas_of(text)]


def _is_trivial(part: Part, answer: Value, asked: Sequence[Value]) -> bool:
    if part.kind not in TRIVIAL_KINDS or not is_number(answer):
        return False
    if part.form is not None:  # what is asked is the answer in another form
        return answer in (0, 1)
    return answer in (0, 1) or any(is_number(each) and _is_same(each, answer) for each in asked)


def _leaks(part: Part, posed: ProblemPart, answer: Value, scope: Scope) -> Iterator[int]:
    """The positions of the hints that show the answer of this problem."""
    if answer is None:
        return
    for at, hint in enumerate(part.hints):
        shown = _shown_in(part, "hints", hint, scope)
        if any(_tells(each, answer, posed.answer) for each in shown):
            yield at


def _tells(shown: Value, answer: Value, line: str) -> bool:
    if isinstance(shown, Shown):
        return any(linear(tree) == line for tree in shown.trees)
    return _is_same(shown, answer)


def _is_same(left: Value, right: Value) -> bool:
    try:
        return not isinstance(left, Shown) and right is not None and same(left, right)
    except FormulaError:
        return False


def _right_options(part: Part, scope: Scope) -> list[int]:
    return [at for at, option in enumerate(part.options) if holds(part, "right", option.right, scope)]


def _equal_mistakes(part: Part, posed: ProblemPart, scope: Scope) -> Iterator[int]:
    """The positions of unguarded mistakes that were left out of this problem, since they came out as the answer
    or an earlier mistake. A posed part has the mistakes in their order, after those of its options."""
    told = [each.say for each in posed.mistakes if part.kind != "choice" or not part.options or not each.answer]
    for at, mistake in enumerate(part.mistakes):
        if mistake.when is not None:
            if told and told[0] == filled(part, "say", mistake.say, scope):
                told.pop(0)
        elif told and told[0] == filled(part, "say", mistake.say, scope):
            told.pop(0)
        elif mistake.gives is not None:
            yield at


def _is_exact(part: Part) -> bool:
    return part.decimals is None and part.significant is None and part.tolerance is None


def _numbers(value: Value) -> Iterator[Fraction]:
    """The rational numbers that are shown where a value is."""
    if is_rational(value):
        yield Fraction(value)
    elif isinstance(value, list | tuple | frozenset):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, sympy.Expr):
        yield from (Fraction(int(each.p), int(each.q)) for each in value.atoms(sympy.Rational))


def _is_ugly(denominator: int) -> bool:
    """Whether a fraction is hard to calculate with: a decimal of three places is not."""
    return denominator > LARGEST_DENOMINATOR and 1000 % denominator != 0


def _is_reached(part: Part, mistake: NamedMistake, answer: Value, scope: Scope, said: Collection[str]) -> bool:
    assert mistake.matches is not None
    say = filled(part, "say", mistake.say, scope)
    if any(say in each for each in said):
        return True
    return answer is not None and can_match(part, mistake.matches, answer, scope)
