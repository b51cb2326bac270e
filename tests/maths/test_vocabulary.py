"""Every function does what its example says, exactly and by NumPy."""

import pytest

from tutor.content.formula import read_formula
from tutor.expression.nodes import Call, walk
from tutor.expression.reader import read
from tutor.expression.writer import linear
from tutor.maths.posing.evaluate import Scope, evaluate, truth
from tutor.maths.posing.samplers import SAMPLERS
from tutor.maths.posing.showing import SHOWING
from tutor.maths.posing.streams import stream
from tutor.maths.posing.values import FormulaError, Shown
from tutor.maths.posing.vocabulary import CONSTANTS, VOCABULARY
from tutor.maths.proving.numeric import CONSTANTS as FLOAT_CONSTANTS
from tutor.maths.proving.numeric import Setting, UnfollowedError, worked_out
from tutor.maths.trees.translate import Names

NAMES = Names.of(["x", "y"])
POINT = {"x": 1.37, "y": 0.82}
SCOPE = {"x": NAMES.symbol("x"), "y": NAMES.symbol("y")}


@pytest.mark.parametrize("name", VOCABULARY)
def test_the_example_of_a_function_holds(name: str) -> None:
    tree = read(VOCABULARY[name].example, SCOPE, author=True)

    assert name in {each.name for each in walk(tree) if isinstance(each, Call)}
    assert truth(tree, Scope(dict(SCOPE)))


@pytest.mark.parametrize("name", [name for name, each in VOCABULARY.items() if each.numeric is not None])
def test_numpy_says_the_same_of_the_example(name: str) -> None:
    tree = read(VOCABULARY[name].example, SCOPE, author=True)

    assert worked_out(tree, Setting(POINT)) is True


def test_numpy_has_no_way_with_unknown_names() -> None:
    with pytest.raises(UnfollowedError):
        worked_out(read("x + q", ("x", "q"), author=True), Setting(POINT))


@pytest.mark.parametrize("name", [*VOCABULARY, *SAMPLERS, *SHOWING])
def test_everything_says_what_it_is(name: str) -> None:
    entry = VOCABULARY.get(name) or SAMPLERS.get(name) or SHOWING[name]

    assert entry.signature.startswith(name + "(")
    assert entry.doc.endswith(".")


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_sampler_draws_the_same_twice_and_not_always_the_same(name: str) -> None:
    tree = read(SAMPLERS[name].example, SCOPE, author=True)

    def draw(seed: int) -> str:
        return repr(evaluate(tree, Scope(dict(SCOPE), stream=stream("p", "e", 1, seed, 0, "v"))))

    assert draw(4) == draw(4)
    assert len({draw(seed) for seed in range(40)}) > 1


@pytest.mark.parametrize("name", SHOWING)
def test_what_is_shown_looks_as_promised(name: str) -> None:
    tree = read(SHOWING[name].example, author=True)

    shown = evaluate(tree, Scope({}))

    text = ", ".join(map(linear, shown.trees)) if isinstance(shown, Shown) else shown
    assert text.replace("\u202f", " ") == SHOWING[name].shown


@pytest.mark.parametrize("name", [*VOCABULARY, *SHOWING])
def test_too_many_arguments_are_answered_with_the_signature(name: str) -> None:
    entry = VOCABULARY.get(name) or SHOWING[name]
    if "…" in entry.signature:
        return

    with pytest.raises(FormulaError, match="it is called"):
        evaluate(read(f"{name}({', '.join('1' * 12)})", author=True), Scope({}))


def test_the_two_routes_share_their_constants() -> None:
    assert set(FLOAT_CONSTANTS) == set(CONSTANTS)


def test_formulas_of_the_vocabulary_read_over_several_lines() -> None:
    formula = read_formula("dot(\n  [1, 2],\n  [3, 4])", 5, ())

    assert evaluate(formula.tree, Scope({})) == 11
