"""Markdown pages for a terminal and for a pipe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.expression.inert import in_ascii, inert
from tutor.expression.page import Line, layout, plain_page
from tutor.expression.typeset.cells import cells

PAGE = r"""
# Computing a softmax

A **logit** is any $z_i \in \mathbb{R}$; `code $5` and $\frac{a+b}{c}$, or \$5.

$$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$

| token | $e^{z_i}$ |
|:--|--:|
| cat | $6$ |
| dog | $\frac{1}{x}$ |

1. first
2. second $x^2$

- a

  b

> quoted

```plot
bars
cat 0.6
dog 0.3
```

```python
>>> cost = "$x$"
```
"""


def text(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


SHOWN = """\
Computing a softmax

                                   a + b
A logit is any zᵢ ∈ ℝ; code $5 and ─────, or $5.
                                     c

           zᵢ
          e
    pᵢ = ─────
            zⱼ
         ∑ e
         j

         zᵢ
token   e
───────────
cat       6
          1
dog       ─
          x

1. first
2. second x²

• a

  b

▏ quoted

  cat  ██████████████████████████████████████ 0.6
  dog  ███████████████████                    0.3

  >>> cost = "$x$"
"""

SAID = """\
Computing a softmax
A logit is any z_i in R; code $5 and (a + b) / c, or $5.
p_i = e^(z_i) / sum_j e^(z_j)
token: cat; e^(z_i): 6
token: dog; e^(z_i): 1/x
1. first
2. second x^2
- a
b
> quoted
Bars: cat 0.6, dog 0.3.
>>> cost = "$x$"
"""


def test_a_page_looks_as_a_person_approved() -> None:
    assert text(layout(PAGE, 50)) == SHOWN.splitlines()


def test_a_page_reads_in_a_pipe_as_a_person_approved() -> None:
    assert plain_page(PAGE) == SAID.rstrip("\n")


def test_words_and_formulas_carry_their_style() -> None:
    (line,) = layout("A **bold** *word*, `code` and $x$.", 60)

    assert [(span.text.strip(), span.style) for span in line] == [
        ("A", ""), ("bold", "strong"), ("word", "emphasis"), (",", ""), ("code", "code"),
        ("and", ""), ("x", "formula"), (".", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("It costs $5 and $6.", ["It costs $5 and $6."]),
        (r"$\frac{3}{10}$ of it", ["3/10 of it"]),
        ("$e^{-x}$ and $2^c$", ["e⁻ˣ and 2ᶜ"]),
        (r"both $f_{xy}$ and $f_x f_y$", ["both f_xy and f_x f_y"]),
        (r"$a_1 * b$ and $c * d_2$", ["a₁ ∗ b and c ∗ d₂"]),
        (r"$P(A \mid B)$ | no table", ["P(A | B) | no table"]),
        ("`$x$` and ``$`$``", ["$x$ and $`$"]),
        ("$$x$$.", ["    x."]),
        ("$$\nx\n= 1\n$$", ["    x = 1"]),
        ("Then $$x$$ follows.", ["Then", "", "    x", "", "follows."]),
        ("a $x$-axis ($y$).", ["a x-axis (y)."]),
        ("[here](http://a.b)", ["here (http://a.b)"]),
        ("<b>no html</b>", ["<b>no html</b>"]),
        ("1 < 2 & 3", ["1 < 2 & 3"]),
        ("---", ["─" * 60]),
        ("- a\n- b\n  1. c", ["• a", "• b", "  1. c"]),
        ("10. a\n11. b", ["10. a", "11. b"]),
    ],
)
def test_markdown_and_formulas_do_not_disturb_each_other(markdown: str, lines: list[str]) -> None:
    assert text(layout(markdown, 60)) == lines


def test_a_table_too_wide_becomes_one_line_an_entry() -> None:
    head = "|" + "|".join(f"column {n}" for n in range(9)) + "|"
    row = "|" + "|".join(f"entry {n}" for n in range(9)) + "|"

    lines = text(layout(f"{head}\n{'|-' * 9}|\n{row}", 40))

    assert lines == [f"column {n}: entry {n}" for n in range(9)]


def test_long_inline_formulas_are_broken_at_their_relations() -> None:
    markdown = r"So $P(\text{flag}) = \text{a long product of words} = 0.125 + 0.25 + 0.125$ holds."

    lines = text(layout(markdown, 40))

    assert lines == ["So P(flag) = a long product of words", "= 0.125 + 0.25 + 0.125 holds."]


def _words(text: str) -> list[str]:
    return text.split(" ")


_PIECES = [
    *_words(r"$ $$ ` `` # - > 1. ** * | \ [ ]( ) <a> ~~~ word x_1 é 日本 &amp;"), "\n", "\n\n", " ", "\t",
    r"$\frac{a}{b}$", r"$$\sum_i x_i$$", "|a|b|\n|-|-|\n", "```plot\nbars\na 1\n```\n", "\x1b[31m", "\u202e", "\u200b",
    "averyverylongwordthatfitsnowhere", "```\n", "    code",
]  # fmt: skip
_MARKDOWN = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(_MARKDOWN, st.integers(20, 80))
def test_any_text_is_a_page_within_the_width(markdown: str, width: int) -> None:
    lines = text(layout(markdown, width))
    drawn = text(layout(markdown, width, ascii=True))

    assert all(cells(line) <= width for line in lines)
    assert all(len(line) <= width and line.isascii() for line in drawn)
    assert plain_page(markdown, ascii=True).isascii()


@settings(max_examples=150, deadline=None)
@given(_MARKDOWN)
def test_what_is_shown_is_inert(markdown: str) -> None:
    shown = "".join(text(layout(markdown, 60))) + plain_page(markdown)

    assert not set(shown) & set("\x1b\x07\x08\r\x7f\x9b\u202e\u2066\u200b\u200f\ufeff\ue000")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("x\u200b\u202ey\ufeff", "xy"),
        ("\x9b0m\ud800", "\ufffd0m\ufffd"),
        ("é日本\tθ", "é日本\tθ"),
    ],
)
def test_text_from_outside_is_made_inert(typed: str, shown: str) -> None:
    assert inert(typed) == shown


@pytest.mark.parametrize(("typed", "shown"), [("“café” – 2×3", '"cafe" - 2x3'), ("日", "?")])
def test_text_has_a_form_in_ascii(typed: str, shown: str) -> None:
    assert in_ascii(typed) == shown
