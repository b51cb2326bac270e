"""Help: every key, and how to type each kind of answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.ui.keys import HELP_PAGE, PLACES, Key, bindings
from tutor.ui.screens.place import Head, Page
from tutor.ui.widgets.key_bar import KeyBar
from tutor.ui.widgets.paper import Paper, flow, text

if TYPE_CHECKING:
    from tutor.expression.guide import FormGuide, KindGuide

_GAP = "   "
_UNBROKEN = "\u00a0"
_BESIDE = " " * 20
_FIRST = (
    "The question says what is asked for; each kind is typed as below. While you type, the line under your "
    "answer shows how it is read. What cannot be read, or is of another kind, costs nothing. A name before an "
    "answer, as in k = 3, may stand there."
)


class Help(Page):
    """One page to scroll through."""

    KEYS = HELP_PAGE
    BINDINGS = bindings(HELP_PAGE)

    def compose(self) -> ComposeResult:
        yield Head("Help", "every key, and how to type each kind of answer")
        with VerticalScroll(classes="page", can_focus=False):
            yield HelpPage(plain=bool(getattr(self.app, "is_ascii", False)))
        yield KeyBar(HELP_PAGE)


class HelpPage(Paper):
    """The text of the help, from the lists that also make the footer and the reader. `plain`: only what can be
    shown, and typed, in ASCII."""

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        self._plain = plain

    def lines(self, width: int) -> list[Content]:
        from tutor.expression import guide

        laid = [*_title("How to type an answer"), *flow(_FIRST, width), Content("")]
        for kind in guide.KINDS:
            laid += _row(kind.kind, _kind_lines(self._shown(kind.typed), kind), width)
        laid += _title("Forms that may be asked for")
        for form in guide.FORMS:
            laid += _row(form.form, _form_lines(form), width)
        laid += [*_title("Quantities"), *_table(map(self._row, guide.UNITS), width)]
        laid += [*_title("Signs and functions"), *_table(map(self._row, guide.SIGNS), width)]
        laid += [*_title("One reading, where two are possible"), *_table(self._readings(), width)]
        for place, keys in PLACES.items():
            laid += [*_title(f"Keys: {place}"), *_table(_key_rows(keys), width)]
        return laid

    def _shown(self, spellings: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in spellings if each.isascii()) if self._plain else spellings

    def _row(self, row: tuple[tuple[str, ...], str]) -> tuple[str, str]:
        return _GAP.join(self._shown(row[0])), row[1]

    def _readings(self) -> list[tuple[str, str, str]]:
        from tutor.expression.reader import READINGS

        return [row for row in READINGS if self._shown(row) == row]


def _title(words: str) -> list[Content]:
    return [Content(""), text(words, "bold $accent"), Content("")]


def _kind_lines(typed: tuple[str, ...], kind: KindGuide) -> list[tuple[str, str]]:
    """Lines with their styles: what is typed, what else is right, what is not."""
    return [
        (_whole(typed), ""),
        (kind.same, "$quiet"),
        (f"wrong: {_whole(kind.wrong)}", "$quiet"),
        (f"costs nothing: {_whole(kind.free)}", "$quiet"),
    ]


def _form_lines(form: FormGuide) -> list[tuple[str, str]]:
    other = [(f"not yet: {_whole(form.other)}", "$quiet")] if form.other else []
    return [(_whole(form.right), ""), (form.says, "$quiet"), *other]


def _whole(examples: tuple[str, ...]) -> str:
    """Examples beside each other, none of which is broken over two lines."""
    return _GAP.join(each.replace(" ", _UNBROKEN) for each in examples)


def _key_rows(keys: Iterable[Key]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for each in keys:
        cap = " ".join(part for part in (each.cap or _spelt(each.keys), each.typed) if part)
        rows.append((cap, each.says))
    return rows


def _spelt(keys: str) -> str:
    return keys.partition(",")[0].capitalize()


def _row(name: str, said: list[tuple[str, str]], width: int) -> list[Content]:
    """A name with lines beside it."""
    lines = [(line.plain, style) for words, style in said for line in flow(words, width - len(_BESIDE))]
    laid = [text(_BESIDE + line.replace(_UNBROKEN, " "), style) for line, style in lines]
    laid[0] = Content.assemble((f"{name:<{len(_BESIDE)}}", "bold"), laid[0][len(_BESIDE) :])
    return [*laid, Content("")]


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
