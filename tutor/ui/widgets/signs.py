"""How the map says where a skill stands: a sign, a word and a colour, and one line of a list of skills."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from tutor.ui.themes import ACCENT, BAD, CARE, QUIET, STRONG
from tutor.ui.widgets.paper import text

if TYPE_CHECKING:
    from tutor.session.map import Spot

SIGNS = {
    "held": ("●", "$success"),
    "learning": ("◐", ACCENT),
    "due": ("!", CARE),
    "slipping": ("↓", BAD),
    "next": ("○", "bold $accent"),
    "locked": ("·", QUIET),
}
"""Of each word, its sign and its colour; in ASCII the signs are `* + ! v o .`"""
ON_WAY = "→ "
STATE_WIDE = 9
CHANCE_WIDE = 11
BESIDE_LEAST = 17
TITLE_MOST = 46


def sign(spot: Spot) -> Content:
    """The sign alone, in its colour."""
    return text(*SIGNS[spot.sign])


def title_width(spots: Iterable[Spot], width: int, *, has_way: bool) -> int:
    """The cells that a list gives to its titles, so that there is room for what stands beside them."""
    longest = max((len(spot.title) for spot in spots), default=0)
    room = width - 4 - len(ON_WAY) * has_way - STATE_WIDE - CHANCE_WIDE - BESIDE_LEAST
    return max(16, min(longest, TITLE_MOST, room))


def spot_line(spot: Spot, width: int, title_wide: int, *, is_marked: bool, has_way: bool) -> Content:
    """One skill: its sign, title, word, chance, and why it stands so."""
    _, style = SIGNS[spot.sign]
    title = text(spot.title, STRONG if is_marked else "").truncate(title_wide, ellipsis=True)
    way = ((ON_WAY if spot.on_way else "  ", ACCENT),) if has_way else ()
    head = Content.assemble(
        ("▸ ", "bold $accent") if is_marked else "  ",
        *way,
        sign(spot),
        " ",
        title,
        " " * (title_wide - title.cell_length),
    )
    chance = "" if spot.chance is None else f"{100 * spot.chance:.0f} %"
    figures = Content.assemble("  ", (f"{spot.sign:<{STATE_WIDE}}", style), f"{chance:>5}   ")
    room = width - head.cell_length - figures.cell_length
    beside = text(spot.beside, QUIET).truncate(max(1, room), ellipsis=True)
    return Content.assemble(head, figures, beside)
