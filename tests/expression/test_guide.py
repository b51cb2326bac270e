"""Help keeps its word: every spelling that it shows is read."""

from __future__ import annotations

import pytest

from tutor.expression import guide
from tutor.expression.quantities import read_quantity
from tutor.expression.reader import read


@pytest.mark.parametrize("typed", [typed for spellings, _ in guide.SIGNS for typed in spellings])
def test_every_sign_is_read(typed: str) -> None:
    assert read(typed)


@pytest.mark.parametrize("typed", [typed for spellings, _ in guide.UNITS for typed in spellings])
def test_every_unit_is_read(typed: str) -> None:
    assert read_quantity(typed).dimension


def test_every_kind_and_form_stands_once() -> None:
    kinds, forms = [each.kind for each in guide.KINDS], [each.form for each in guide.FORMS]

    assert len(kinds) == len(set(kinds))
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("said", [each.same for each in guide.KINDS] + [each.says for each in guide.FORMS])
def test_what_is_said_is_short(said: str) -> None:
    assert 0 < len(said) <= 140
