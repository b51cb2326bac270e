"""Is this answer right? Question and text in, verdict out; never an exception.

Bounds and reading first, then the undefined and the wrong kind, at no cost; then value, form, and,
where it is wrong, the slip behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from string import ascii_letters

from tutor.errors import Unreadable
from tutor.expression.nodes import Call, Listed, Node, walk
from tutor.expression.quantities import looks_like_quantity
from tutor.maths.comparison.equality import free_names
from tutor.maths.diagnosis.recognise import diagnosed
from tutor.maths.forms import check_known, form_fault
from tutor.maths.kinds import KINDS, Frame, Kind, Reading, kind_from, kind_named
from tutor.maths.kinds.frame import undecided, without_tolerance
from tutor.maths.trees.matrix_names import valued
from tutor.maths.trees.translate import ASSUMPTIONS, Names
from tutor.problem import SAME_AGAIN, Mistake, Outcome, Question, Verdict

VALUE_FORMS = {"lowest-terms", "no-decimals"}
PLAIN_FUNCTIONS = frozenset(
    ("sqrt", "cbrt", "root", "abs", "exp", "ln", "log2", "log10", "log_base", "factorial", "percent", "transpose")
)
"""What may stand in an answer that is worked out as far as it goes."""


def check(question: Question, answer: str, mistakes: Sequence[Mistake] = (), last: str | None = None) -> Verdict:
    """Judge a typed answer. What cannot be read, of either side, is UNREADABLE and costs nothing;
    what cannot be decided is UNDECIDED, never wrong. Nor does a faulty answer cost anything that is the
    `last` one once more."""
    try:
        return _judged(question, answer, mistakes, last)
    except Exception:  # the border: whatever fails inside must not be held against the learner
        return undecided("failure")


def _judged(question: Question, answer: str, mistakes: Sequence[Mistake], last: str | None) -> Verdict:
    try:
        kind, asked, frame = key_of(question)
    except Unreadable as fault:
        return _unreadable(fault, "against")
    try:
        if not answer.strip():
            raise Unreadable("There is no answer yet.", 0)
        given = kind.read(answer, frame)
        verdict = kind.judge(given, asked, frame)
    except Unreadable as fault:
        return _unreadable(fault, "answer")
    if verdict.is_right:
        verdict = _with_form(verdict, given, asked, frame)
    if last is not None and _is_again(given, last, verdict.outcome, kind, frame):
        return _unreadable(Unreadable("This is the same as your last answer.", 0), "answer", SAME_AGAIN)
    if verdict.outcome is Outcome.WRONG:
        verdict = diagnosed(verdict, given, asked, kind, frame, mistakes)
        return verdict if verdict.message else replace(verdict, message="Look at it once more.")
    return verdict


def _is_again(given: Reading, last: str, outcome: Outcome, kind: Kind, frame: Frame) -> bool:
    """Whether a faulty answer says what the last one said: where its value is wrong, by value."""
    if outcome not in (Outcome.WRONG, Outcome.OTHER_FORM):
        return False
    try:
        before = kind.read(last, frame)
    except Unreadable:
        return False
    if given.typed is not None and given.typed == before.typed:
        return True
    return outcome is Outcome.WRONG and kind.says_the_same(given, before, without_tolerance(frame))


def read_answer(question: Question, answer: str) -> Node:
    """The tree of an answer as it is judged, labels taken off. Raises Unreadable, also for kinds of answers
    that are no formulas."""
    kind, _, frame = key_of(question)
    typed = kind.read(answer, frame).typed
    if typed is None:
        raise Unreadable("This is no formula.", 0)
    return typed


def _unreadable(fault: Unreadable, side: str, diagnosis: str | None = None) -> Verdict:
    first = fault.message.split(" ", 1)[0]
    message = first.capitalize() + fault.message[len(first) :] if first.isalpha() and first[1:] else fault.message
    place = max(fault.place, 0)
    return Verdict(Outcome.UNREADABLE, message, diagnosis, None, place, side, fault.repair, decided_by="reading")


def _with_form(verdict: Verdict, given: Reading, asked: Reading, frame: Frame) -> Verdict:
    if _is_not_worked_out(given, asked, frame.question):
        return Verdict(Outcome.OTHER_FORM, "Work it out.", decided_by="form")
    form = frame.question.form
    if form is None or given.formed is None:
        return verdict
    fault = form_fault(form, given.formed, asked.formed, frame.names)
    return verdict if fault is None else Verdict(Outcome.OTHER_FORM, fault, decided_by="form")


def _is_not_worked_out(given: Reading, asked: Reading, question: Question) -> bool:
    """`cos(60°)`, `softmax([1, 0, 0])`, where a value is asked for: the question, typed back. A function
    that the key has itself is fine."""
    asks_digits = question.decimals is not None or question.significant is not None
    if given.formed is None or not (asks_digits or question.form in VALUE_FORMS):
        return False
    in_key = frozenset[str]() if asked.formed is None else _functions(asked.formed)
    return not _functions(given.formed) <= PLAIN_FUNCTIONS | in_key


def _functions(tree: Node) -> frozenset[str]:
    """The functions in a tree; `|[3, 4]|` is a norm."""
    calls = (node for node in walk(tree) if isinstance(node, Call))
    return frozenset("norm" if call.name == "abs" and _has_list(call) else call.name for call in calls)


def _has_list(tree: Node) -> bool:
    return any(isinstance(part, Listed) for part in walk(tree))


def key_of(question: Question) -> tuple[Kind, Reading, Frame]:
    """The key's side, read once a question."""
    return _read_key(_Hashed(question))


class _Hashed:
    """A question as a key of the cache: its mapping alone keeps it from being one by itself."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.key = repr(question)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.key == other.key


@lru_cache(maxsize=512)
def _read_key(hashed: _Hashed) -> tuple[Kind, Reading, Frame]:
    question = hashed.question
    if question.form is not None:
        check_known(question.form)
    for name, assumption in question.assume.items():
        if assumption not in ASSUMPTIONS:
            raise Unreadable(f"{name} cannot be assumed {assumption}: known are {', '.join(ASSUMPTIONS)}.", 0)
    _check_tolerance(question.tolerance)
    frame = _frame(question)
    kind = _kind_of(question, frame) if question.kind is None else kind_named(question.kind, frame.names)
    if kind is None:
        raise Unreadable(f"Answers of the kind {question.kind} cannot be checked yet.", 0)
    asked = kind.read(question.against, frame)
    return kind, asked, _for_answers(frame, asked)


def _check_tolerance(text: str | None) -> None:
    try:
        fits = text is None or Fraction(text) >= 0
    except (ValueError, ZeroDivisionError):
        fits = False
    if not fits:
        raise Unreadable(f"The tolerance {text} is no number.", 0)


def _frame(question: Question) -> Frame:
    if question.names is None:
        return Frame(question, Names.of(None, question.assume))
    names = Names.of(question.names, question.assume)
    return Frame(question, names, frozenset(question.names) | names.unsaid)


def _kind_of(question: Question, frame: Frame) -> Kind:
    if question.options:
        return KINDS["choice"]
    if question.items:
        return KINDS["ordering"]
    if question.against.strip().lower() in ("yes", "no", "true", "false"):
        return KINDS["boolean"]
    if question.unit is not None or (question.names is None and looks_like_quantity(question.against)):
        return KINDS["quantity"]
    return kind_from(valued(frame.read(question.against), frame.names), frame.names)


def _for_answers(frame: Frame, asked: Reading) -> Frame:
    """Without declared names, those of the key are in play, and any single letter."""
    if frame.vocabulary is not None or asked.typed is None:
        return frame
    used = free_names(asked.typed, frame.names)
    if all(len(name) == 1 for name in used):
        return frame
    return replace(frame, vocabulary=frozenset(used) | (frozenset(ascii_letters) - {"e", "i"}))
