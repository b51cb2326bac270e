"""Vocabulary from installed packages: off until allowed, and never at the cost of a word that is there."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tutor.content.permissions import GROUP, allow, allowed
from tutor.expression.reader import read
from tutor.maths.posing import extensions
from tutor.maths.posing.evaluate import Scope, evaluate
from tutor.maths.posing.values import FormulaError, Value
from tutor.maths.posing.vocabulary import VOCABULARY
from tutor.maths.posing.vocabulary.registry import Vocabulary, entered

OFFERED: Vocabulary = {}
CLASHING: Vocabulary = {}
NO_VOCABULARY = ["twice"]


@entered(OFFERED, "thrice(x)", "thrice(2) = 6", lambda x: 3 * x)
def thrice(x: Value) -> Value:
    """Three times."""
    return 3 * x


@entered(CLASHING, "sum(x)", "sum(2) = 6", None)
def wrong_sum(x: Value) -> Value:
    """Something else."""
    return 3 * x


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if a package offered these; the vocabulary is afterwards what it was."""
    names = {"good": "OFFERED", "clash": "CLASHING", "none": "NO_VOCABULARY", "gone": "NOWHERE"}
    offers = [EntryPoint(name, f"{__name__}:{attribute}", GROUP) for name, attribute in names.items()]
    monkeypatch.setattr(extensions, "entry_points", lambda group: offers)
    before = dict(VOCABULARY)
    yield
    VOCABULARY.clear()
    VOCABULARY.update(before)


@pytest.mark.usefixtures("installed")
def test_nothing_is_there_until_it_is_allowed() -> None:
    assert extensions.extend(frozenset()) == []

    with pytest.raises(FormulaError):
        evaluate(read("thrice(2)", author=True), Scope({}))


@pytest.mark.usefixtures("installed")
def test_what_is_allowed_can_be_called() -> None:
    assert extensions.extend({"good"}) == []

    assert evaluate(read("thrice(2)", author=True), Scope({})) == 6


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "said"), [("clash", "change the meaning of 'sum'"), ("none", "is none"), ("gone", "does not load")]
)
def test_a_vocabulary_that_does_not_fit_is_left_out_in_words(name: str, said: str) -> None:
    (fault,) = extensions.extend({name})

    assert said in fault
    assert "thrice" not in VOCABULARY


def test_what_was_allowed_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    assert allowed(folder) == frozenset()

    allow(frozenset({"graphs", "trees"}), folder)

    assert allowed(folder) == {"graphs", "trees"}
