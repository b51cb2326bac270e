"""Every key, once: footer, palette, help page and bindings all read this list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a place.

    `keys` as Textual names them, the first one is shown as `cap`. `word` is its one name in footer
    and palette, `says` its line in the help. `typed`: what does the same in the answer line.
    `first`: it wins over the widget that has the focus.
    """

    keys: str
    cap: str
    word: str
    says: str
    action: str
    typed: str = ""
    first: bool = False


HELP = Key("f1,question_mark", "?", "help", "every key, and how to type each kind of answer", "help")
QUIT = Key("ctrl+q", "Ctrl+Q", "quit", "leave Nabla; what was answered is kept", "app.leave", ":quit", first=True)
BACK = Key("escape", "Esc", "back", "back to where you were", "back")
SCROLL = Key("pagedown,pageup", "PgUp PgDn", "scroll", "move a long page", "page")

FIRST_RUN = (
    Key("right,plus", "← →", "change", "more minutes a day", "more"),
    Key("left,minus", "", "", "fewer minutes a day", "fewer"),
    Key("enter", "Enter", "choose", "take these minutes and start", "choose"),
    Key("escape", "Esc", "decide later", "20 minutes for now", "later"),
)

TODAY = (
    Key("enter", "Enter", "start", "start the session, or drill the marked skill", "start"),
    Key("down,j", "↑ ↓", "choose", "mark a skill", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("l", "l", "lesson", "read the lesson of the marked skill", "lesson"),
    Key("d", "d", "drill", "practise the marked skill now", "drill"),
    Key("m", "m", "minutes", "change the minutes a day", "minutes"),
    Key("e", "e", "packs", "the exercises that are there, pack by pack; look at one", "packs"),
    HELP,
    Key("q", "q", "quit", "leave Nabla", "app.leave"),
)

TODAY_SHOWN = tuple(each for each in TODAY if each.action != "minutes")

LESSON = (
    Key("enter", "Enter", "first problems", "on to the first problems of this skill", "go_on"),
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("pagedown,space", "PgDn", "page", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    Key("home", "", "", "to the top", "scroll_home"),
    Key("end", "", "", "to the end", "scroll_end"),
    HELP,
    BACK,
)

CHECK = Key("enter", "Enter", "check", "have the answer judged", "enter")
NEXT = Key("enter", "Enter", "next", "on to the next problem", "enter")
HINT = Key("f2", "F2", "hint", "the next hint, one at a time", "hint", ":hint", first=True)
SURE = Key("f3", "F3", "how sure", "say how sure you are: 50, 70, 85, 95 %", "sure", ":sure 80", first=True)
UNSURE = Key("", "", "", "say that you are unsure: 50 %", "unsure", ":unsure")
PASS = Key("f4", "F4", "I don't know", "see the worked solution; it comes back soon", "give_up", first=True)
SOLUTION = Key(
    "f5",
    "F5",
    "worked solution",
    "the solution, step by step; before a right answer it counts as not known",
    "solution",
    ":solution",
    first=True,
)
SKIP = Key("f6", "F6", "skip", "leave this problem out; nothing is counted", "skip", ":skip", first=True)
UNDO = Key("f7", "F7", "I mistyped", "take the last answer back", "undo", ":undo", first=True)
TYPE = Key("f1", "F1", "how to type", "every key, and how to type each kind of answer", "help", first=True)
LEAVE = Key("escape", "Esc", "leave", "end the session here; what was answered is kept", "back", ":quit")
RECALL = Key("up", "Up", "", "bring back what you typed last", "recall")
PAGE_UP = Key("pageup,ctrl+up", "PgUp", "", "move a long problem up", "page_up", first=True)
PAGE_DOWN = Key("pagedown,ctrl+down", "PgDn", "scroll", "move a long problem", "page_down", first=True)

PRACTICE = (CHECK, HINT, SURE, UNSURE, PASS, SOLUTION, SKIP, UNDO, TYPE, LEAVE, RECALL, PAGE_DOWN, PAGE_UP)
WHILE_OPEN = (CHECK, HINT, SURE, PASS, SKIP, TYPE, LEAVE)
WHEN_JUDGED = (NEXT, SOLUTION, UNDO, TYPE, LEAVE)

PACKS = (
    Key("enter", "Enter", "preview", "look at the marked exercise", "preview", first=True),
    Key("down", "↑ ↓", "choose", "mark another exercise", "down", first=True),
    Key("up", "", "", "mark the one above", "up", first=True),
    Key("right", "← →", "next pack", "mark the first exercise of the next pack", "next_pack", first=True),
    Key("left", "", "", "back to the first one of this pack, or of the one before", "last_pack", first=True),
    Key("pagedown", "PgDn", "page", "a page on", "page_down", first=True),
    Key("pageup", "", "", "a page back", "page_up", first=True),
    Key("f1", "F1", "help", "every key, and how to type each kind of answer", "help", first=True),
    Key("escape", "Esc", "back", "all packs again, then back to where you were", "back"),
)

PREVIEW = (
    Key("right", "← →", "seed", "the problem of the next seed", "next_seed"),
    Key("left", "", "", "the problem of the seed before", "last_seed"),
    Key("l", "l", "level", "the next level of this exercise", "level"),
    Key("h", "h", "hints", "unfold the hints, or fold them", "hints"),
    Key("a", "a", "answer", "unfold the answer, or fold it", "answer"),
    Key("m", "m", "mistakes", "unfold the mistakes that are told, or fold them", "mistakes"),
    Key("s", "s", "solution", "unfold the worked solution, or fold it", "solution"),
    Key("v", "v", "values", "unfold the values that are drawn, or fold them", "values"),
    Key("c", "c", "how often", "type a condition: in which share of 200 problems does it hold?", "condition"),
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("pagedown,space", "PgDn", "page", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
    BACK,
)
UNSHOWN = ("values", "condition", "scroll_down", "page_down", "help")
PREVIEW_SHOWN = tuple(each for each in PREVIEW if each.word and each.action not in UNSHOWN)

SUMMARY = (
    Key("enter,escape", "Enter", "done", "back to Today", "done"),
    Key("r", "r", "five more minutes", "a short session on top", "more"),
    Key("u", "u", "undo the last answer", "take the last answer back", "undo"),
    HELP,
)

HELP_PAGE = (
    Key("escape,q,f1,question_mark", "Esc", "back", "back to where you were", "back"),
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("pagedown,space", "PgDn", "page", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    Key("home", "", "", "to the top", "scroll_home"),
    Key("end", "", "", "to the end", "scroll_end"),
)

EVERYWHERE = (
    QUIT,
    Key("ctrl+p", "Ctrl+P", "find", "search everything that can be done here", "app.command_palette"),
    Key("ctrl+z", "Ctrl+Z", "suspend", "back to the shell; `fg` returns here", "app.suspend_process"),
)

PLACES = {
    "First run": FIRST_RUN,
    "Today": TODAY,
    "Lesson": LESSON,
    "Practice": PRACTICE,
    "End of a session": SUMMARY,
    "Packs": PACKS,
    "A look at an exercise": PREVIEW,
    "Help": HELP_PAGE,
    "Everywhere": EVERYWHERE,
}


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """Textual's bindings for a place."""
    from textual.binding import Binding

    return [Binding(each.keys, each.action, each.says, show=False, priority=each.first) for each in keys if each.keys]


def commands() -> dict[str, Key]:
    """What may be typed in the answer line, by its first word: `:hint`, ..."""
    return {each.typed.split()[0]: each for each in reversed(PRACTICE) if each.typed}
