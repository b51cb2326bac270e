"""The right end of the answer line: which try it is, and how sure one said one is."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from tutor.ui.widgets.paper import Paper, text


class Side(Paper):
    """A few words, as wide as they are."""

    def __init__(self) -> None:
        super().__init__(id="side")
        self._words = ""

    def show(self, tries: str, sure: float | None) -> None:
        certain = "" if sure is None else f"{100 * sure:.0f} % sure"
        words = " · ".join(each for each in (tries, certain) if each)
        self._words = f"  {words}" if words else ""
        self.renew()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return len(self._words)

    def lines(self, width: int) -> list[Content]:
        return [text(self._words, "$quiet")]
