"""Trees of every node that learners and authors can type, for properties of reader and writer."""

from hypothesis import strategies as st

from tutor.expression.nodes import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Index,
    Interval,
    Listed,
    Logic,
    Name,
    Negative,
    Number,
    Range,
    Relation,
)

NAMES = ("x", "y", "f", "A", "T", "theta", "x_1", "d_model")

NUMBERS = st.sampled_from(["0", "1", "2", "12", "0.5", "1.50", "1e3", "2e-3"]).map(Number)
LEAVES = NUMBERS | st.sampled_from([*NAMES, "pi", "e", "i", "oo"]).map(Name)
REALS = Interval(Negative(Name("oo")), Name("oo"), (False, False))
UNARY = [
    "sqrt",
    "cbrt",
    "ln",
    "log2",
    "sin",
    "arctan",
    "exp",
    "abs",
    "norm",
    "factorial",
    "percent",
    "degrees",
    "transpose",
    "floor",
    "softmax",
    "det",
    "prime",
    "inverse",
    "mean",
    "logit",
    "plus_minus",
    "sigmoid",
    "trace",
]
PAIRS = ("max", "dot", "plus_minus", "union", "intersection", "without", "binomial")
LETTERS = st.sampled_from(["x", "y", "theta", "x_1"]).map(Name)
INDICES = st.sampled_from(["k", "j", "x"]).map(Name)


def learner_trees(max_leaves=9):
    """Trees that a learner can type, with NAMES in play."""
    return st.recursive(LEAVES, _grown, max_leaves=max_leaves)


def author_trees(max_leaves=9):
    """Trees that an author can write."""
    return st.recursive(LEAVES, _grown_by_authors, max_leaves=max_leaves)


def _grown(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/^"), inner, inner).filter(_is_no_set_difference),
        st.builds(Negative, inner),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(UNARY), inner).filter(_can_be_marked),
        st.builds(lambda name, a, b: Call(name, (a, b)), st.sampled_from(PAIRS), inner, inner),
        st.builds(
            lambda base, part: Call("log_base", (base, part)), st.just(Number("3")) | LETTERS | inner, inner
        ).filter(_has_no_shorter_name),
        st.builds(lambda parts: Call("max", parts), several),
        st.builds(lambda parts: Listed("(", parts), several),
        st.builds(Listed, st.sampled_from(["[", "{"]), st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(lambda a, b, c, p, q: Relation((a, b, c), (p, q)), inner, inner, inner, _operators(), _operators()),
        st.builds(lambda a, b: Relation((a, b), ("in",)), inner, inner),
        st.builds(lambda parts: Logic("and", parts), several),
        st.builds(lambda parts: Logic("or", parts), several).filter(_is_said_in_full),
        st.builds(lambda part: Logic("not", (part,)), inner),
        st.builds(Interval, inner, inner, st.sampled_from([(True, False), (False, True)])),
        st.just(Listed("{", ())),
        st.builds(lambda name, part: Call(name, (REALS, part)), st.sampled_from(["union", "without"]), inner),
        st.builds(lambda part: Relation((part, REALS), ("in",)), inner),
        st.builds(
            lambda body, names: Call("derivative", (body, *names)), inner, st.lists(LETTERS, min_size=1, max_size=3)
        ),
        st.builds(
            lambda name, body, index, low, high: Call(name, (body, index, low, high)),
            st.sampled_from(["sum", "product"]),
            inner,
            INDICES,
            inner,
            inner,
        ),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(["sum", "product"]), inner),
        st.builds(Conditional, inner, inner, inner | st.just(Call("undefined", ()))),
    )


def _grown_by_authors(inner):
    return _grown(inner) | st.one_of(
        st.builds(lambda base, i, j: Index(base, (i, j)), inner, inner, inner),
        st.builds(Comprehension, inner, st.just("k"), inner, st.none() | inner),
        st.builds(lambda low, high, out: Range(low, high, tuple(out)), inner, inner, st.lists(inner, max_size=2)),
        st.builds(lambda part, value: Call("g", (part,), (("n", value),)), inner, inner),
    )


def _operators():
    return st.sampled_from(["=", "<", ">=", "!="])


def _is_set(node):
    match node:
        case Interval() | Listed(bracket="{"):
            return True
        case Call(name="union" | "intersection" | "without"):
            return True
    return False


def _is_no_set_difference(node):
    """A set less a set is `without`, and nothing else is added to an interval."""
    if isinstance(node.left, Interval) and node.op in "+-":
        return False
    return not (node.op == "-" and _is_set(node.left) and _is_set(node.right))


def _can_be_marked(node):
    """Numbers have no `'`."""
    return not (node.name == "prime" and isinstance(node.arguments[0], Number))


def _has_no_shorter_name(node):
    """The logarithms to bases 2 and 10 are functions of their own."""
    return node.arguments[0] not in (Number("2"), Number("10"))


def _is_said_in_full(node):
    """`x = 1 or 2` is read as `x = 1 or x = 2`."""
    pairs = zip(node.operands, node.operands[1:], strict=False)
    return not any(
        isinstance(left, Relation) and left.operators == ("=",) and not isinstance(right, Relation | Logic)
        for left, right in pairs
    )
