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

CHOOSE_GOAL = (
    Key("enter", "Enter", "choose", "take the marked goal and these minutes", "choose", first=True),
    Key("down", "↑ ↓", "goals", "mark another goal; type to search, skills as well", "down", first=True),
    Key("up", "", "", "mark the one above", "up", first=True),
    Key("right", "← →", "minutes", "more minutes a day", "more", first=True),
    Key("left", "", "", "fewer minutes a day", "fewer", first=True),
    Key("pagedown", "PgDn", "", "a page on", "page_down", first=True),
    Key("pageup", "", "", "a page back", "page_up", first=True),
    Key("f1", "F1", "help", "every key, and how to type each kind of answer", "help", first=True),
)
GOAL = (*CHOOSE_GOAL, Key("escape", "Esc", "back", "all goals again, then back; the goal stays as it is", "back"))
FIRST_RUN = (
    *CHOOSE_GOAL,
    Key("escape", "Esc", "decide later", "all goals again, then on without one; 20 minutes for now", "later"),
)
BEGINNING = (
    Key("enter", "Enter", "choose", "begin so", "choose"),
    Key("down,j", "↑ ↓", "other", "mark the other way to begin", "down"),
    Key("up,k", "", "", "the same", "up"),
    HELP,
    Key("escape", "Esc", "decide later", "to Today", "back"),
)

MINUTES = (
    Key("enter", "Enter", "choose", "take these minutes", "choose"),
    Key("right,plus", "← →", "change", "more minutes a day", "more"),
    Key("left,minus", "", "", "fewer minutes a day", "fewer"),
    BACK,
)

TODAY = (
    Key("enter", "Enter", "start", "start the session, or drill the marked skill", "start"),
    Key("down,j", "↑ ↓", "choose", "mark a skill", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("l", "l", "lesson", "read the lesson of the marked skill", "lesson"),
    Key("d", "d", "drill", "practise the marked skill now", "drill"),
    Key("m", "m", "map", "the skills: what you hold, what is next, what is in the way", "map"),
    Key("w", "w", "why", "what is claimed of the marked skill, and why", "why"),
    Key("g", "g", "goal", "choose what you want to be able to do", "goal"),
    Key("comma", ",", "minutes", "change the minutes a day", "minutes"),
    Key("p", "p", "progress", "am I getting better? Memory, mastery, calendar, judgement, slips", "progress"),
    Key("t", "t", "test", "what can you do without help? A test, or the reports of those you took", "test"),
    Key("c", "c", "go on", "with the test that was left open, or with the questions about what you know", "go_on"),
    Key("e", "e", "packs", "the exercises that are there, pack by pack; look at one", "packs"),
    HELP,
    Key("q", "q", "quit", "leave Nabla", "app.leave"),
)

MAP = (
    Key("enter,l", "Enter", "lesson", "read the lesson; on a marked word beside the skill: go there", "lesson"),
    Key("d", "d", "drill", "practise the marked skill now, a locked one too", "drill"),
    Key("w", "w", "why", "why it stands so, with which chance, and what mastery asks for", "why"),
    Key("n", "n", "next", "to the first skill that is next; again: to the one after it", "next"),
    Key("slash", "/", "search", "search skills as you type; Enter goes to the marked one", "search"),
    Key("right", "← →", "strand", "the next strand; before the first stand what is next and your way", "section(1)"),
    Key("left", "", "", "the strand before", "section(-1)"),
    BACK,
    Key("down,j", "↑ ↓", "", "mark another skill", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("b", "b", "what is in the way", "to the first skill that is in the way of the marked one", "blocker"),
    Key("tab", "Tab", "walk", "mark the next word beside the skill: what it needs, what it opens", "walk(1)"),
    Key("shift+tab", "", "", "mark the word before", "walk(-1)"),
    Key("g", "g", "goal", "choose what you want to be able to do: the way there is marked", "goal"),
    Key("backspace", "Backspace", "walk back", "back along the way that you walked", "return"),
    Key("pagedown,space", "PgDn", "", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    Key("home", "", "", "to the first skill", "first"),
    Key("end", "", "", "to the last skill", "last"),
    HELP,
)
MAP_SHOWN = MAP[:8]

WHY = (
    Key("enter", "Enter", "go there", "to the marked skill", "go"),
    Key("down,j", "↑ ↓", "choose", "mark another skill", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("l", "l", "lesson", "read the lesson of this skill", "lesson"),
    Key("d", "d", "drill", "practise this skill now, a locked one too", "drill"),
    Key("b", "b", "begin", "to what has to be learnt first", "begin"),
    Key("pagedown,space", "PgDn", "", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
    BACK,
)

PROGRESS = (
    Key("right,l", "← →", "page", "memory, mastery, calendar, judgement", "turn(1)"),
    Key("left,h", "", "", "the page before", "turn(-1)"),
    Key("down,j", "↑ ↓", "slip", "mark another slip", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("enter", "Enter", "drill", "practise the skill of the marked slip", "drill"),
    Key("pagedown,space", "PgDn", "scroll", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
    BACK,
)

SHOWN = ("start", "map", "progress", "test", "goal", "help", "app.leave")
TODAY_SHOWN = tuple(
    sorted((each for each in TODAY if each.word and each.action in SHOWN), key=lambda each: SHOWN.index(each.action))
)

NOTATION = (
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("pagedown,space", "PgDn", "page", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    Key("home", "", "", "to the top", "scroll_home"),
    Key("end", "", "", "to the end", "scroll_end"),
    HELP,
    BACK,
)

LESSON = (
    Key("enter", "Enter", "first problems", "on to the first problems of this skill", "go_on"),
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("pagedown,space", "PgDn", "page", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    Key("home", "", "", "to the top", "scroll_home"),
    Key("end", "", "", "to the end", "scroll_end"),
    Key("n", "n", "notation", "every sign, how it is read, and how to type it", "app.notation"),
    HELP,
    BACK,
)

CHECK = Key("enter", "Enter", "check", "have the answer judged", "enter")
END_LINE = Key("enter", "Enter", "end line", "end a line of a derivation; alone, hand all lines in", "enter")
OF_LINES = (
    Key("", "Enter", "", "in a derivation: end the line; on an empty line, hand all lines in", ""),
    Key("", "↑ ↓", "", "in a derivation: back to the line above, on to the one below", ""),
    Key("", "Backspace", "", "on an empty line of a derivation: the line above again", ""),
)
"""What the answer line itself does where a derivation is asked for."""
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

PRACTICE = (CHECK, HINT, SURE, UNSURE, PASS, SOLUTION, SKIP, UNDO, TYPE, LEAVE, RECALL, *OF_LINES, PAGE_DOWN,
            PAGE_UP)  # fmt: skip
WHILE_OPEN = (CHECK, HINT, SURE, PASS, SKIP, TYPE, LEAVE)
WHEN_JUDGED = (NEXT, SOLUTION, UNDO, TYPE, LEAVE)

TESTS = (
    Key("enter", "Enter", "begin", "begin a test over what is marked", "begin"),
    Key("space", "Space", "add", "take the marked one in, or leave it out: several make one test", "add"),
    Key("right", "← →", "questions", "more questions", "more"),
    Key("left", "", "", "fewer questions", "fewer"),
    Key("m", "m", "minutes", "with a limit of time, or without", "minutes"),
    Key("r", "r", "reports", "the report of the last test", "report"),
    BACK,
    Key("down,j", "↑ ↓", "choose", "mark another goal or strand", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("pagedown", "PgDn", "", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
)
OPEN_TEST = (
    Key("enter", "Enter", "go on", "take the test up where it stopped", "begin"),
    Key("e", "e", "end it", "end the test: the report of what was answered", "end"),
    Key("r", "r", "reports", "the report of the last test that has ended", "report"),
    HELP,
    BACK,
)

ANSWER = Key("enter", "Enter", "answer", "give the answer; verdicts come at the end", "enter")
UNKNOWN = Key("f4", "F4", "I don't know", "counts as not known; the solution comes at the end", "give_up",
              ":unknown", first=True)  # fmt: skip
LATER = Key("f6", "F6", "later", "put the question off: it comes back after the others", "later", ":skip", first=True)
CHANGE = Key("f7", "F7", "change", "take the last answer back and give another", "undo", ":undo", first=True)
STOP = Key("escape", "Esc", "stop", "leave the test open, or end it; what was answered is kept", "back", ":quit")
END_TEST = Key("e", "e", "end it", "end the test: the report of what was answered", "end", ":end")
SELF_TEST = (ANSWER, SURE, UNSURE, UNKNOWN, LATER, CHANGE, TYPE, STOP, END_TEST, *OF_LINES, PAGE_DOWN, PAGE_UP)
IN_A_TEST = (ANSWER, SURE, UNKNOWN, LATER, CHANGE, STOP, TYPE)
WHEN_STOPPING = (
    Key("enter", "Enter", "leave it open", "go on with it another time", "enter"),
    END_TEST,
    Key("escape", "Esc", "go on", "back to the question", "back"),
)
WHEN_ANSWERED = (
    Key("enter", "Enter", "report", "end the test: its report", "enter"),
    CHANGE,
    Key("escape", "Esc", "leave it open", "end it another time", "back"),
)

REPORT = (
    Key("enter", "Enter", "answers", "go through them: each question with your answer and its solution", "review"),
    Key("l", "l", "lesson", "read the lesson of the marked skill", "lesson"),
    Key("d", "d", "drill", "practise the marked skill now", "drill"),
    Key("e", "e", "export", "write the report with all answers and solutions to a file", "export"),
    Key("left", "← →", "other tests", "the test before", "earlier"),
    Key("right", "", "", "the test after it", "later"),
    BACK,
    Key("down,j", "↑ ↓", "choose", "mark another skill", "down"),
    Key("up,k", "", "", "mark the one above", "up"),
    Key("pagedown,space", "PgDn", "", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
)
REVIEW = (
    Key("right,enter", "← →", "question", "the next question", "next"),
    Key("left", "", "", "the question before", "last"),
    Key("w", "w", "wrong ones only", "only what was not right, or all of them again", "wrong"),
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("l", "l", "lesson", "read the lesson of this skill", "lesson"),
    Key("pagedown,space", "PgDn", "", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
    BACK,
)

PLACEMENT = (
    Key("enter", "Enter", "answer", "give the answer; nothing is said of it before the end", "enter"),
    Key("f4", "F4", "I don't know", "say so: it tells as much as an answer", "give_up", ":unknown", first=True),
    TYPE,
    Key("escape", "Esc", "stop", "stop here; what you answered is kept, and you can go on later", "back", ":quit"),
    *OF_LINES,
    PAGE_DOWN,
    PAGE_UP,
)
FOUND = (
    Key("enter", "Enter", "start", "start the first session", "start"),
    Key("g", "g", "go on", "go on with the questions, where they were stopped", "go_on"),
    Key("m", "m", "map", "the skills: what you hold, what is presumed, what is next", "map"),
    Key("down,j", "↑ ↓", "scroll", "move the page", "scroll_down"),
    Key("up,k", "", "", "move the page up", "scroll_up"),
    Key("pagedown,space", "PgDn", "", "a page on", "page_down"),
    Key("pageup", "", "", "a page back", "page_up"),
    HELP,
    Key("escape", "Esc", "today", "to Today", "back"),
)
FOUND_SHOWN = tuple(each for each in FOUND if each.action != "go_on")

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
    "Where to begin": BEGINNING,
    "Goal": GOAL,
    "Minutes": MINUTES,
    "Today": TODAY,
    "Lesson": LESSON,
    "Notation": NOTATION,
    "Map": MAP,
    "Why": WHY,
    "Practice": PRACTICE,
    "What you know": PLACEMENT,
    "What was found": FOUND,
    "End of a session": SUMMARY,
    "Tests": TESTS,
    "A test that is open": OPEN_TEST,
    "In a test": SELF_TEST,
    "Report of a test": REPORT,
    "Answers of a test": REVIEW,
    "Packs": PACKS,
    "A look at an exercise": PREVIEW,
    "Help": HELP_PAGE,
    "Everywhere": EVERYWHERE,
}


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """Textual's bindings for a place."""
    from textual.binding import Binding

    return [Binding(each.keys, each.action, each.says, show=False, priority=each.first) for each in keys if each.keys]


def commands(keys: Iterable[Key] = PRACTICE) -> dict[str, Key]:
    """What may be typed in the answer line of a place, by its first word: `:hint`, ..."""
    return {each.typed.split()[0]: each for each in reversed(tuple(keys)) if each.typed}
