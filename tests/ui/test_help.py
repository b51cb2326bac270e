"""Help: a section for every kind and form, legible in every window."""

from __future__ import annotations

import pytest

from tutor.expression import guide
from tutor.ui.screens.help import HelpPage


def page(width: int) -> list[str]:
    return [line.plain for line in HelpPage().lines(width)]


@pytest.mark.parametrize("name", [each.kind for each in guide.KINDS] + [each.form for each in guide.FORMS])
def test_every_kind_and_form_has_its_section(name: str) -> None:
    assert [line for line in page(76) if line.startswith(f"{name} ")]


@pytest.mark.parametrize("width", [56, 76, 96, 156])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    assert max(map(len, page(width))) <= width


def test_examples_are_not_broken_at_80_columns() -> None:
    text = "\n".join(page(76))

    for kind in guide.KINDS:
        for example in (*kind.typed, *kind.wrong, *kind.free):
            assert example in text


def test_plain_help_shows_only_what_ascii_has_beside_the_keys() -> None:
    lines = [line.plain for line in HelpPage(plain=True).lines(76)]
    about_answers = lines[: next(at for at, line in enumerate(lines) if line.startswith("Keys:"))]

    assert all(line.isascii() for line in about_answers)
