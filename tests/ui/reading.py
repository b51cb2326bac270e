"""What stands on the screen, as text."""

from __future__ import annotations

from textual.pilot import Pilot


def seen(pilot: Pilot[int]) -> str:
    """The characters of every line of the screen, as the terminal would show them."""
    screen = pilot.app.screen
    return "\n".join(strip.text for strip in screen._compositor.render_strips(screen.size))
