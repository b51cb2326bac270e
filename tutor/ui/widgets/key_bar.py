"""The key bar: what can be pressed now, at most seven keys, each of them clickable."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from tutor.ui.keys import Key
from tutor.ui.widgets.paper import Paper

GAP = "   "


class KeyBar(Paper):
    """One line at the foot of a screen; where it is too narrow the last keys are left to the help."""

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__(classes="key-bar")
        self._keys = tuple(keys)

    def show(self, keys: Iterable[Key]) -> None:
        """Other keys, when the state of the screen changed."""
        if (keys := tuple(keys)) != self._keys:
            self._keys = keys
            self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        shown = [each for each in self._keys if each.word]
        for gap in (GAP, "  "):
            line = Content(gap).join([_label(each) for each in shown])
            if line.cell_length <= width:
                return [line]
        while len(shown) > 1 and line.cell_length > width:
            shown.pop()
            line = Content("  ").join([_label(each) for each in shown])
        return [line]


def _label(key: Key) -> Content:
    action = key.action if key.action.startswith("app.") else f"screen.{key.action}"
    label = Content.assemble((key.cap, "bold $accent"), f" {key.word}")
    return label.stylize(Style.from_meta({"@click": action}))
