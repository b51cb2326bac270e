"""Colours: one accent, and green, amber, red for verdicts and memory only.

The styles below are names of theme variables, so that one word serves every theme.
"""

from __future__ import annotations

import os
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

ACCENT = "$accent"
QUIET = "$quiet"
GOOD = "bold $success"
CARE = "bold $warning"
BAD = "bold $error"
STRONG = "bold"


def _of_the_terminal(base: str, name: str, *, accent: str, warning: str) -> Theme:
    """A theme of the terminal's own sixteen colours."""
    theme = BUILTIN_THEMES[base]
    return replace(theme, name=name, accent=accent, warning=warning, variables={**theme.variables, **PLAIN})


DARK = Theme(
    name="nabla-dark",
    primary="#7aa2f7",
    accent="#8ab4f8",
    success="#7fc97f",
    warning="#e0b050",
    error="#f08080",
    foreground="#dcdcdc",
    background="#14161a",
    surface="#14161a",
    panel="#1d2026",
    dark=True,
    variables={"quiet": "#949aa5", "rule": "#3a3f48", "input-cursor-background": "#dcdcdc"},
)
LIGHT = Theme(
    name="nabla-light",
    primary="#1f5fbf",
    accent="#1f5fbf",
    success="#1e7a34",
    warning="#8a5a00",
    error="#b3261e",
    foreground="#1c1e21",
    background="#fbfbf8",
    surface="#fbfbf8",
    panel="#efefe9",
    dark=False,
    variables={
        "quiet": "#62666d",
        "rule": "#c9c9c2",
        "input-cursor-background": "#1c1e21",
        "input-cursor-foreground": "#fbfbf8",
    },
)
CURSOR = {"input-cursor-background": "ansi_default", "input-cursor-foreground": "ansi_default",
          "input-cursor-text-style": "reverse"}  # fmt: skip
PLAIN = {"quiet": "ansi_default", "rule": "ansi_default", **CURSOR}
BASIC = _of_the_terminal("ansi-dark", "nabla-ansi", accent="ansi_cyan", warning="ansi_yellow")
BASIC_LIGHT = _of_the_terminal("ansi-light", "nabla-ansi-light", accent="ansi_blue", warning="ansi_magenta")
THEMES = (DARK, LIGHT, BASIC, BASIC_LIGHT)


def theme_name(wished: str | None, *, few_colours: bool) -> str:
    """The theme to use. `wished`: `dark`, `light`, None (dark) or any theme's own name."""
    if wished not in (None, "dark", "light"):
        return wished
    light = wished == "light"
    if few_colours:
        return BASIC_LIGHT.name if light else BASIC.name
    return LIGHT.name if light else DARK.name


def has_few_colours() -> bool:
    """Whether the terminal is asked for no colour at all, or knows only the basic sixteen."""
    if "NO_COLOR" in os.environ:
        return True
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return False
    term = os.environ.get("TERM", "")
    return not ("256" in term or "direct" in term or term in ("xterm-kitty", "alacritty", "foot", "wezterm"))
