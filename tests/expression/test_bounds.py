"""Costs are bounded before anything is computed."""

import pytest

from tutor.errors import Unreadable
from tutor.expression.bounds import check_cost
from tutor.expression.nodes import Binary, Name, Number
from tutor.expression.reader import read

NAMES = ("x", "y", "z", "n", "f")


@pytest.mark.parametrize(
    "hostile",
    [
        "9^9^9^9",
        "10^10^10",
        "1e999999999",
        "10000000!",
        "(x+1)^10000",
        "3!!",
        "(3!)!!",
        "((6!)!)!",
        "(x+y+z)^300",
        "(" * 20000,
        "9" * 90,
        "x^6001",
        "2^(30001)",
        "9^9999",
        "((9^300)^300)",
        "(10^60)^300",
        "201!",
        "e^e^e^9",
        "exp(exp(exp(9)))",
        "x^x^x^x^x^x^x",
        "e^e^e^e",
        "floor(e^90)^300",
        "2^(x - x + 999999999)",
        "sum(k, k, 1, 1001)",
        "sum(sum(j k, j, 1, 40), k, 1, 40)",
        "sum(x^k, k, 1, 10^9)",
        "sum(k!, k, 1, 900)",
        "product(k^10, k, 1, 1000)",
        "product(x + k, k, 1, 20)",
        "sum(2^2^k, k, 1, 100)",
        "x union sum(k, k, 1, 10^6)",
        "(1e300)^300",
        "binomial(10^9, 5)",
        "((x+1)^200)((y+1)^200)",
        "(x+1)^(100*400)",
        "(x+y)^(300)(x+z)^300",
        "+".join(["x"] * 100),
    ],
)
def test_hostile_lines_are_refused(hostile):
    with pytest.raises(Unreadable) as caught:
        check_cost(read(hostile, NAMES))

    assert 0 <= caught.value.place <= len(hostile)


@pytest.mark.parametrize(
    "fine",
    [
        "2^300",
        "e^(pi sqrt(163))",
        "x^x^x",
        "e^(x^20)",
        "0.99^1000",
        "1 - (364/365)^253",
        "2^1000",
        "1e300",
        "e^512",
        "sum(k^2, k, 1, 1000)",
        "sum(x^k/k!, k, 0, 20)",
        "sum(k, k, 1, n)",
        "sum(sum(j k, j, 1, 30), k, 1, 30)",
        "product(k, k, 1, 20)",
        "(0, 1] union [2, oo)",
        "x if x >= 0 else -x",
        "df/dx",
        "x^6000",
        "(x-y)^6000",
        "(x + 1)^60 (x + 1)^40",
        "(x+1)^300",
        "20!",
        "200!",
        "9^99",
        "e^(-x^2)",
        "e^e^x",
        "1/(1+e^-x)",
        "2^0.5",
        "x^(1/2)",
        "2^(150+150)",
        "10^-30",
        "(1/2)^100",
        "[[1,2],[3,4]]",
        "0",
        "0^0",
        "sin x cos x",
        "(x+y+z)^20",
        "2^(600/2)",
        "binomial(100, 50)",
        "sqrt(2)^100",
        "{}",
        "x!",
        "-5",
        "1/0",
        "ln 6 + ln 3",
        "x = 1 or x = 2",
        "(x+1)(x+2)(x+3)(y+1)(y+2)",
    ],
)
def test_what_learners_answer_is_let_through(fine):
    assert check_cost(read(fine, NAMES)) is None


def test_the_number_of_nodes_is_a_parameter():
    tree = Name("x")
    for _ in range(5):
        tree = Binary("+", tree, Number("1"))

    check_cost(tree, nodes=11)
    with pytest.raises(Unreadable):
        check_cost(tree, nodes=10)
