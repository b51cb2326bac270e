"""Formulas in two dimensions. The golden layouts in `formulas.txt` and `trees.txt` were looked at by
a person: `$` the source, `|` Unicode, `a` ASCII, `>` the one-line reading."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest
from expression.strategies import author_trees
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.expression.nodes import Binary, Call, Listed, Name, Negative, Node, Number, Relation, walk
from tutor.expression.reader import read
from tutor.expression.typeset import formula_lines, plain, tree_lines
from tutor.expression.typeset.boxes import text_box
from tutor.expression.typeset.cells import cells
from tutor.expression.typeset.from_tree import marks_of
from tutor.expression.typeset.layout import box_of
from tutor.expression.typeset.linear import linear
from tutor.expression.typeset.marks import Sign
from tutor.expression.typeset.spacing import Style
from tutor.expression.typeset.symbols import CHARACTERS, SIGNS

Golden = tuple[str, dict[str, list[str]]]


def golden(name: str) -> list[Golden]:
    blocks = (Path(__file__).parent / name).read_text("utf-8").strip("\n").split("\n\n")
    cases: list[Golden] = []
    for block in blocks:
        source, *lines = block.split("\n")
        shown: dict[str, list[str]] = {"|": [], "a": [], ">": []}
        for line in lines:
            shown[line[2]].append(line[4:])
        cases.append((source.removeprefix("$ "), shown))
    return cases


@pytest.mark.parametrize(("latex", "shown"), golden("formulas.txt"))
def test_formulas_of_the_field_look_as_a_person_approved(latex: str, shown: dict[str, list[str]]) -> None:
    assert formula_lines(latex, 76) == shown["|"]
    assert formula_lines(latex, 76, ascii=True) == shown["a"]
    assert [plain(latex)] == shown[">"]


@pytest.mark.parametrize(("typed", "shown"), golden("trees.txt"))
def test_answers_look_as_a_person_approved(typed: str, shown: dict[str, list[str]]) -> None:
    tree = read(typed)

    assert tree_lines(tree, 76) == shown["|"]
    assert tree_lines(tree, 76, ascii=True) == shown["a"]


def test_there_are_enough_formulas_of_the_field() -> None:
    assert len(golden("formulas.txt")) >= 20


@pytest.mark.parametrize(
    "sign",
    [*sorted({*SIGNS.values(), *CHARACTERS.values()}, key=repr),
     Sign("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁰¹²³⁻⁺⁽⁾ᵀ"), Sign("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙₜ"),
     Sign("─│┌╲⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎪⎩⎨⎫⎭⎬║⎰⎱╰╯┬╭╮┴↵█░▒▓▏▉●•▸┼∇")],
    ids=lambda sign: sign.text,
)  # fmt: skip
def test_signs_have_the_width_that_the_terminal_library_gives_them(sign: Sign) -> None:
    assert cells(sign.text) == cell_len(sign.text)


@pytest.mark.parametrize(
    ("latex", "width", "lines"),
    [
        ("f(x) = aaaa + bbbb + cccc + dddd", 20, ["f(x) = aaaa + bbbb", "    + cccc + dddd"]),
        ("ffffff = aaaaaaaaaaaa = bbbbbbbbbbb", 24, ["ffffff = aaaaaaaaaaaa", "    = bbbbbbbbbbb"]),
        ("(1111111, 2222222, 3333333)", 20, ["(1111111, 2222222,", "    3333333)"]),
    ],
)
def test_wide_formulas_break_where_a_reader_would(latex: str, width: int, lines: list[str]) -> None:
    assert formula_lines(latex, width) == lines


def test_what_cannot_be_broken_is_continued_with_a_sign() -> None:
    lines = tree_lines(Number("1234567890" * 3), 20)

    assert all(line.endswith("↵") for line in lines[:-1])
    assert re.sub(r"[\s↵]", "", "".join(lines)) == "1234567890" * 3


def test_a_fraction_too_wide_is_opened_into_its_linear_form() -> None:
    lines = formula_lines(r"\frac{aaaaaa + bbbbbb + cccccc}{d}", 20)

    assert lines == ["(aaaaaa + bbbbbb", "    + cccccc)/d"]


@pytest.mark.parametrize(
    "latex",
    ["", "{", "}", "^", "_", r"\frac", r"\left(", r"\right)", r"\begin{pmatrix}", r"\end{cases}", "\\", r"\sqrt[", "&",
     "a^b^c", "x__y", "''", r"\text{", r"\nosuch{x}", "{" * 500, r"\frac" * 500, "x^" * 500, r"\left(" * 500],
    ids=lambda latex: latex[:12],
)  # fmt: skip
def test_broken_latex_is_shown_and_never_an_error(latex: str) -> None:
    assert all(cells(line) <= 30 for line in formula_lines(latex, 30))
    assert "\n" not in plain(latex)


def test_an_unknown_command_is_shown_by_its_name() -> None:
    assert formula_lines(r"\nosuch x", 30) == ["nosuch x"]


def _words(text: str) -> list[str]:
    return text.split(" ")


_PIECES = [
    *_words(r"\frac \sqrt \left( \right) \begin{pmatrix} \end{pmatrix} \begin{cases} \end{cases} \\ \sum \hat"),
    *_words("{ } ^ _ & | ( ) [ ] + - = , ' x 12 é 日本 \x1b \u202e"),
    r"\underbrace", r"\text{a b}", r"\mathbb", r"\overset", r"\not", " ", "averyverylongwordthatfitsnowhere",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join) | st.text(max_size=40), st.integers(20, 80))
def test_any_text_is_laid_out_within_the_width(latex: str, width: int) -> None:
    lines = formula_lines(latex, width)
    drawn = formula_lines(latex, width, ascii=True)

    assert all(cells(line) <= width and line == line.rstrip() for line in lines)
    assert all(len(line) <= width and line.isascii() for line in drawn)
    assert plain(latex, ascii=True).isascii()


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.tuples(inner, inner)
    rows = st.integers(1, 3).flatmap(
        lambda n: st.lists(
            st.lists(inner, min_size=n, max_size=n).map(lambda row: Listed("[", tuple(row))), min_size=1, max_size=3
        )
    )
    return (
        st.builds(lambda op, two: Binary(op, *two), st.sampled_from(["+", "-", "*", "/", "^"]), pairs)
        | inner.map(Negative)
        | st.builds(lambda name, x: Call(name, (x,)), st.sampled_from(["sin", "f", "sqrt", "abs", "factorial"]), inner)
        | st.builds(lambda items: Listed("{", tuple(items)), st.lists(inner, max_size=4))
        | rows.map(lambda items: Listed("[", tuple(items)))
        | pairs.map(lambda two: Relation(two, ("<=",)))
    )


_LEAVES: st.SearchStrategy[Node] = st.sampled_from(["x", "y", "x_1", "foo"]).map(Name) | st.integers(0, 10**9).map(
    lambda n: Number(str(n))
)
TREES = st.recursive(_LEAVES, _grown, max_leaves=15)


def _letters(lines: list[str]) -> Counter[str]:
    text = normalize("NFKC", "".join(lines))
    return Counter(c for c in text if c.isascii() and c.isalnum())


@settings(max_examples=100, deadline=None)
@given(TREES, st.integers(20, 80))
def test_no_line_is_too_wide_and_nothing_is_lost(tree: Node, width: int) -> None:
    written = [node.text for node in walk(tree) if isinstance(node, Number)]
    written += [node.id.replace("_", "") for node in walk(tree) if isinstance(node, Name)]

    lines = tree_lines(tree, width)
    drawn = tree_lines(tree, width, ascii=True)

    assert all(cells(line) <= width for line in lines)
    assert all(len(line) <= width and line.isascii() for line in drawn)
    assert not _letters(written) - _letters(lines)
    assert not _letters(written) - _letters(drawn)


@settings(max_examples=200, deadline=None)
@given(author_trees(12), st.integers(20, 80))
def test_every_node_is_set_within_the_width(tree: Node, width: int) -> None:
    assert all(cells(line) <= width for line in tree_lines(tree, width))
    assert all(len(line) <= width and line.isascii() for line in tree_lines(tree, width, ascii=True))


@settings(max_examples=100, deadline=None)
@given(TREES | author_trees(12), st.booleans())
def test_every_row_of_a_box_is_as_wide_as_the_box(tree: Node, ascii: bool) -> None:
    box = box_of(marks_of(tree), Style(ascii))

    assert {cells(row) for row in box.rows} == {box.width}
    assert 0 <= box.baseline < len(box.rows)


def _arithmetic(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return (
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "^"]), inner, inner)
        | inner.map(Negative)
        | st.builds(lambda name, x: Call(name, (x,)), st.sampled_from(["sqrt", "abs"]), inner)
    )


@settings(max_examples=150, deadline=None)
@given(st.recursive(st.sampled_from([Name("x"), Name("y"), Number("2"), Number("30")]), _arithmetic, max_leaves=8))
def test_the_brackets_set_are_those_that_the_reading_needs(tree: Node) -> None:
    assert read(linear(marks_of(tree), ascii=True), ("x", "y")) == tree


def test_bars_within_bars_are_not_taken_for_a_norm() -> None:
    assert tree_lines(Call("abs", (Call("abs", (Name("x"),)),)), 40) == ["abs(|x|)"]


def test_a_sum_of_thousands_of_terms_is_laid_out() -> None:
    tree: Node = Name("x")
    for _ in range(3000):
        tree = Binary("+", tree, Name("x"))

    lines = tree_lines(tree, 60)

    assert "".join(lines).count("x") == 3001


def test_wide_characters_count_two_cells_and_accents_none() -> None:
    assert text_box("日本").width == 4
    assert text_box("x\u0302").width == 1
