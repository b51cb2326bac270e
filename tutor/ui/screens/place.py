"""What every screen has: its keys, help, and a sentence where the window is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from tutor.ui.keys import Key
from tutor.ui.widgets.paper import Paper, flow, text

if TYPE_CHECKING:
    from tutor.ui.app import NablaApp

LEAST = (60, 18)
TALL = 30


class TooSmall(Paper):
    """Covers a screen that cannot be read."""

    def lines(self, width: int) -> list[Content]:
        size = self.app.size
        needed = f"Nabla needs a window of {LEAST[0]} x {LEAST[1]}; this one is {size.width} x {size.height}."
        return flow(needed, width)


class Place(Screen[bool]):
    """A screen of Nabla. A subclass lays out, and forwards what happens to the session."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    STAYS: ClassVar[bool] = False
    """Whether one comes back to it after a session that was begun here."""
    AUTO_FOCUS = ""

    @property
    def nabla(self) -> NablaApp:
        return cast("NablaApp", self.app)

    def on_resize(self, event: events.Resize) -> None:
        is_small = event.size.width < LEAST[0] or event.size.height < LEAST[1]
        notices = self.query(TooSmall)
        self.set_class(event.size.height >= TALL, "tall")
        if is_small and not notices:
            self.mount(TooSmall(classes="too-small"))
        elif is_small:
            notices.first().renew()
        else:
            notices.remove()

    def action_help(self) -> None:
        from tutor.ui.screens.help import Help

        self.app.push_screen(Help())

    def action_back(self) -> None:
        self.app.pop_screen()


class Page(Place):
    """A screen that is one long page to scroll through."""

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_scroll_down(self) -> None:
        self._page.scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        self._page.scroll_up(animate=False)

    def action_page_down(self) -> None:
        self._page.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self._page.scroll_page_up(animate=False)

    def action_scroll_home(self) -> None:
        self._page.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        self._page.scroll_end(animate=False)


class Head(Paper):
    """The first line of a screen: what it is on the left, where one stands on the right; a rule below."""

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__(classes="head")
        self._left = left
        self._right = right

    def show(self, left: str, right: str) -> None:
        self._left, self._right = left, right
        self.renew(layout=False)

    def lines(self, width: int) -> list[Content]:
        from tutor.ui.widgets.paper import spread

        return [spread(text(self._left, "bold"), text(self._right, "$quiet"), width), text("─" * width, "$rule")]
