"""Help: every key, and how to type each kind of answer."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import HELP_PAGE, PLACES, Key, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow, text

KINDS = (
    ("number", "3/4   0.75   -2   sqrt(2)/2   ln 6   2^10   1.5e-3", "exact where you can; 1/3 is not 0.33"),
    ("expression", "2x^2 y   e^(-x)   (x + 1)/(x - 1)   ln(2x)", "any equal form, unless one is asked for"),
    ("vector", "[1, 2, 3]   (1, 2, 3)", "entries may be expressions"),
    ("matrix", "[[1, 2], [3, 4]]   [1 2; 3 4]", "rows in brackets, or parted by ;"),
    ("set", "{1, 2}   1, 2", "the order does not matter; {} is empty"),
    ("tuple", "(2, 3)   2, 3", "the order matters"),
    ("equation", "y = 2x + 1", "any equivalent equation"),
    ("distribution", "[1/2, 1/4, 1/4]", "zeros are written too; the sum is 1"),
    ("yes or no", "yes   no   y   n   true   false", ""),
    ("choice", "b   b)", "one letter"),
    ("several", "a c   a, c   a and c", "all that apply"),
    ("ordering", "b a c   b > a > c", "as the question asks"),
)
SIGNS = (
    ("+ - * / ^", "also   · × ÷ ² ³ ≤ ≥ ≠ √ π   and pasted LaTeX such as \\frac{1}{2}"),
    ("2x, x y", "a product, where the names are in play"),
    ("( ) |v|", "brackets; absolute value or length"),
    ("sqrt ln exp sin cos tan", "with or without brackets: sqrt 2, ln(x + 1); log is ln; log2, log10, log_b(x)"),
    ("pi e oo", "constants; oo is infinity"),
    ("A^T A^-1", "transpose and inverse"),
)


class Help(Page):
    """One page to scroll through."""

    KEYS = HELP_PAGE
    BINDINGS = bindings(HELP_PAGE)

    def compose(self) -> ComposeResult:
        yield Head("Help", "every key, and how to type each kind of answer")
        with VerticalScroll(classes="page", can_focus=False):
            yield HelpPage()
        yield KeyBar(HELP_PAGE)


class HelpPage(Paper):
    """The text of the help, from the lists that also make the footer and the reader."""

    def lines(self, width: int) -> list[Content]:
        laid = [*_title("How to type an answer"), *_table(KINDS, width)]
        laid += [*_title("Signs and functions"), *_table(SIGNS, width)]
        laid += [*_title("One reading, where two are possible"), *_table(_readings(), width)]
        laid += flow("While you type, the line under your answer shows how it is read.", width, "$quiet")
        for place, keys in PLACES.items():
            laid += [*_title(f"Keys: {place}"), *_table(_key_rows(keys), width)]
        return laid


def _title(words: str) -> list[Content]:
    return [Content(""), text(words, "bold $accent"), Content("")]


def _readings() -> Iterable[tuple[str, ...]]:
    from tutor.expression.reader import READINGS

    return [tuple(str(part) for part in each) for each in READINGS]


def _key_rows(keys: Iterable[Key]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for each in keys:
        cap = " ".join(part for part in (each.cap or _spelt(each.keys), each.typed) if part)
        rows.append((cap, each.says))
    return rows


def _spelt(keys: str) -> str:
    return keys.partition(",")[0].capitalize()


def _table(rows: Iterable[tuple[str, ...]], width: int) -> list[Content]:
    """Rows of a name, then what is said of it; what does not fit beside goes below."""
    rows = list(rows)
    wide = min(26, max(len(row[0]) for row in rows) + 3)
    laid = []
    for name, *rest in rows:
        said = [each for each in rest if each]
        head = f"{name:<{wide}}"
        first, below = (head, " " * wide) if len(name) < wide else ("", " " * wide)
        if not first:
            laid.append(text(name, "bold"))
            first = below
        for index, each in enumerate(said):
            lines = flow(each, width, "$quiet" if index else "", first=" " * wide, rest=below)
            if index == 0 and first == head:
                lines[0] = Content.assemble((head, "bold"), lines[0][wide:])
            laid += lines
    return laid
