"""Labels before an answer: what is taken off, and what stays because it could be content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.expression.labels import entries_of, is_within, without_answer_word, without_label

LABELLED = """
k = -3 | -3
x=4 | 4
x_1 = 3 | 3
x2 = 3 | 3
x' = 3 | 3
W_out = [1] | [1]
λ = 3 | 3
\\lambda_1 = 3 | 3
lr = 0.1 | 0.1
accuracy = 0.9 | 0.9
mu = 2 | 2
f(x) = 2x | 2x
f'(x) = 2x | 2x
f''(x, y) = 2x | 2x
f(2) = 4 | 4
y = 2x + 1 | 2x + 1
dy/dx = 2x | 2x
d^2y/dx^2 = 2 | 2
∂f/∂x = 2x y | 2x y
partial f/partial x = 2x | 2x
\\frac{dy}{dx} = 2x | 2x
\\frac{\\partial f}{\\partial x} = 2x | 2x
\\frac{d^2y}{dx^2} = 2 | 2
d/dx f(x) = 2 | 2
∇f = [1, 2] | [1, 2]
∇f(x, y) = [2x, 2y] | [2x, 2y]
\\nabla f = [1, 2] | [1, 2]
P(A|B) = 1/3 | 1/3
P(X = 1) = 0.3 | 0.3
E[X] = 3 | 3
KL(p||q) = 0.5 | 0.5
A^T = [1, 2] | [1, 2]
A^{-1} = [[1, 2], [3, 4]] | [[1, 2], [3, 4]]
||v|| = 5 | 5
|v| = 5 | 5
det(A) = 5 | 5
det A = 5 | 5
rank A = 2 | 2
softmax(z) = [0.5, 0.5] | [0.5, 0.5]
v = 1, 2 | 1, 2
x := 3 | 3
x ≈ 0.33 | 0.33
x \\approx 0.33 | 0.33
≈ 0.33 | 0.33
ans: 5 | 5
ANS = 5 | 5
Answer: [1, 2] | [1, 2]
the answer is 5 | 5
The result is: 5 | 5
= 5 | 5
=> 5 | 5
-> 5 | 5
x = 5. | 5
5. | 5
[1, 2]. | [1, 2]
"""

UNLABELLED = """
5
2 = x
2x = 4
-x = 3
x^2 = 9
x + y = 3
x y = 6
xy = 6
sin(x) = 1/2
sqrt(x) = 3
ln x = 2
x(3) = 5
|x| = 5
|x - 3| = 5
x = y = 3
f(x) = 2x + 3x = 5x
x = 5 or x = 6
x = 5 or 6
x = 5 and y = 6
x = x + 1
x < 3
x <= 3
x >= 3
x != 3
x == 3
x = = 3
x = < 3
0 < x = 3
x = 3 < 4
A = 625, B = 36
(x = 3)
{x : x > 0}
a: 3
3..5
x =
=
.
"""


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line]


@pytest.mark.parametrize("line", lines(LABELLED))
def test_label_is_taken_off(line: str) -> None:
    text, value = line.rsplit(" | ", 1)

    begin, bare = without_label(text)

    assert bare == value
    assert text[begin:].startswith(value)


@pytest.mark.parametrize("text", lines(UNLABELLED))
def test_what_could_be_content_stays(text: str) -> None:
    assert without_label(text) == (0, text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("ans: x > 1", "x > 1"),
        ("the answer is x = 3.", "x = 3"),
        ("= 5", "5"),
        ("answer = 5", "5"),
        ("y = 2x", "y = 2x"),
        ("x < 1.", "x < 1"),
        ("answers = 5", "answers = 5"),
        ("value < 5", "value < 5"),
    ],
)
def test_relations_lose_only_the_word_for_the_answer(text: str, bare: str) -> None:
    begin, found = without_answer_word(text)

    assert found == bare
    assert text[begin:].startswith(bare)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("A = 625, B = 36", [("A", "625"), ("B", "36")]),
        ("[a = -1, b = 3]", [("a", "-1"), ("b", "3")]),
        ("x = 1; y = 2", [("x", "1"), ("y", "2")]),
        ("{x = 1, x = 2}", [("x", "1"), ("x", "2")]),
        ("(2/7, r = 4/7)", [("", "2/7"), ("r", "4/7")]),
        ("f(1, 2) = 3, v = [1, 2]", [("f(1,2)", "3"), ("v", "[1, 2]")]),
        ("[[1, 2], [3, 4]]", [("", "[1, 2]"), ("", "[3, 4]")]),
        ("(1, 2), (3, 4)", [("", "(1, 2)"), ("", "(3, 4)")]),
        ("5", [("", "5")]),
        ("", [("", "")]),
    ],
)
def test_entries_of_a_list_have_their_own_labels(text: str, entries: list[tuple[str, str]]) -> None:
    assert [(entry.label, text[entry.begin : entry.end]) for entry in entries_of(text)] == entries


@pytest.mark.parametrize(
    ("label", "value", "is_said"),
    [("x", "x + 1", True), ("x", "2x_1", False), ("x", "exp(2)", False), ("x", "2 x", True), ("f(x)", "x", False)],
)
def test_name_is_within_a_value(label: str, value: str, is_said: bool) -> None:
    assert is_within(label, value) is is_said


PIECES = "x k f (x) ' = = := : ans . , ; [ ] ( ) { } 1 2 + or and < \\frac d/dx ∇ | ^T _1"
pieces = st.sampled_from([*PIECES.split(), " ", "\n"])


@given(st.one_of(st.text(max_size=40), st.lists(pieces, max_size=10).map("".join)))
def test_any_text_has_a_rest_that_stands_in_it(text: str) -> None:
    begin, bare = without_label(text)

    assert text[begin : begin + len(bare)] == bare
    assert bool(bare.strip()) == bool(text.strip())
    for entry in entries_of(text):
        assert 0 <= entry.begin <= entry.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "d" * 240 + "(" * 240 + " = 3",
        "dy/" + "d" * 400 + "! = 3",
        "d/" + "d\\dddd" * 60 + "! = 3",
        "d/" + "dx_d" * 100 + "! = 3",
        "∂x/" * 160 + "=",
        "A" * 480 + "! = 1",
        "= " * 200,
    ],
)
def test_a_hostile_line_ends_without_a_label(text: str) -> None:
    begin, bare = without_label(text)

    assert begin in (0, 2)
    assert bare
