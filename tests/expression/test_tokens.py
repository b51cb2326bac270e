"""Tokens: kinds, texts and exact places."""

import unicodedata

import pytest

from tutor.errors import Unreadable
from tutor.expression.tokens import tokenize
from tutor.expression.vocabulary import VULGAR, canonical, shown


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2x", [("number", "2", 0, 1), ("word", "x", 1, 2)]),
        ("x_1 ", [("word", "x_1", 0, 3)]),
        ("x₁₂", [("word", "x_12", 0, 3)]),
        (" .5", [("number", "0.5", 1, 3)]),
        ("x**2", [("word", "x", 0, 1), ("op", "^", 1, 3), ("number", "2", 3, 4)]),
        ("x⁻²", [("word", "x", 0, 1), ("power", "-2", 1, 3)]),
        ("½", [("vulgar", "½", 0, 1)]),
        (r"\le", [("op", "<=", 0, 3)]),
        (r"\theta_1", [("letter", "theta_1", 0, 8)]),
        (r"\frac", [("tex", "frac", 0, 5)]),
        ("‖", [("op", "|", 0, 1), ("op", "|", 0, 1)]),
        ("1e3", [("number", "1e3", 0, 3)]),
        ("1e3x", [("number", "1", 0, 1), ("word", "e", 1, 2), ("number", "3", 2, 3), ("word", "x", 3, 4)]),
        ("$x$", [("word", "x", 1, 2)]),
        ("−", [("op", "-", 0, 1)]),
        ("（", [("op", "(", 0, 1)]),
    ],
)
def test_text_is_cut_into_tokens_at_their_places(text, tokens):
    found = tokenize(text)

    assert [(token.kind, token.text, token.place, token.end) for token in found[:-1]] == tokens
    assert found[-1].kind == "stop"
    assert found[-1].place == len(text)


@pytest.mark.parametrize("sign", VULGAR)
def test_a_fraction_in_one_sign_has_its_value(sign):
    above, below = VULGAR[sign]

    assert above / below == pytest.approx(unicodedata.numeric(sign))


def test_blanks_before_a_token_are_noted():
    assert [token.spaced for token in tokenize("a  b c")[:-1]] == [False, True, True]


def test_authors_have_words_with_digits_ranges_and_text():
    found = [(token.kind, token.text) for token in tokenize('k1 1..5 "a b"', author=True)]

    assert found == [
        ("word", "k1"),
        ("number", "1"),
        ("op", ".."),
        ("number", "5"),
        ("text", "a b"),
        ("stop", ""),
    ]


@pytest.mark.parametrize(("author", "most"), [(False, 500), (True, 4096)])
def test_a_line_has_a_greatest_length(author, most):
    assert len(tokenize(" " * most, author=author)) == 1
    with pytest.raises(Unreadable):
        tokenize(" " * (most + 1), author=author)


@pytest.mark.parametrize(
    ("digits", "fine"),
    [("1" * 60, True), ("1" * 61, False), ("1e300", True), ("1e301", False), ("1e-301", False)],
)
def test_numbers_have_caps(digits, fine):
    if fine:
        assert tokenize(digits)[0].text == digits
    else:
        with pytest.raises(Unreadable):
            tokenize(digits)


@pytest.mark.parametrize(
    ("name", "plain"), [("θ", "theta"), ("x₁₂", "x_12"), ("x_{12}", "x_12"), ("lambda", "lambda"), ("х", "x")]
)
def test_a_name_has_one_spelling(name, plain):
    assert canonical(name) == plain


@pytest.mark.parametrize(
    ("sign", "said"), [("\u202e", "U+202E"), ("\ud800", "U+D800"), ("х", "х (Cyrillic, U+0445)"), ("@", "@")]
)
def test_unseen_signs_are_named_by_their_code(sign, said):
    assert shown(sign) == said
