"""The report of a test as a Markdown file: its figures, and every answer with its solution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from tutor.errors import NablaError
from tutor.learner.assessment import Answer, Question
from tutor.problem import Outcome, Part
from tutor.session import report_words as words
from tutor.session.report import Report
from tutor.session.tests import Reviewed, SelfTests

SAID = {
    Outcome.CORRECT: "Right.",
    Outcome.OTHER_FORM: "Right value, other form.",
    Outcome.CARRIED: "Carried forward.",
    Outcome.WRONG: "Not yet.",
    Outcome.UNDECIDED: "Not decided, and not counted.",
}
LONGEST_NAME = 60
Reviews = Sequence[tuple[Question, Reviewed | None]]


async def export(report: Report, tests: SelfTests, folder: Path, today: date) -> Path:
    """Write the report into a new file in `folder`, which is made, and say where. Raises NablaError where that cannot
    be done; no file is ever overwritten."""
    reviewed: list[tuple[Question, Reviewed | None]] = []
    for question in report.shown:
        try:
            reviewed.append((question, await tests.reviewed(question)))
        except NablaError:  # its exercise is gone, or takes too long today: the answer stands without it
            reviewed.append((question, None))
    return write(folder, _stem(report), "\n".join(lines(report, reviewed, today)))


def write(folder: Path, stem: str, text: str) -> Path:
    """A new file in a folder, which is made: `stem.md`, or `stem-2.md` where that is there. Raises NablaError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            file = folder / (f"{stem}.md" if number == 1 else f"{stem}-{number}.md")
            try:
                with file.open("x", encoding="utf-8") as opened:
                    opened.write(text)
            except FileExistsError:
                continue
            except OSError:
                file.unlink(missing_ok=True)
                raise
            return file
    except OSError as error:
        raise NablaError(f"The report cannot be written to {folder} ({error.strerror or error}).") from error
    raise AssertionError("there are numbers enough")


def lines(report: Report, reviews: Reviews, today: date) -> Iterator[str]:
    """The file, line by line."""
    yield f"# Test: {report.title}\n"
    yield f"{words.length(report, today)}\n"
    last = words.last_time(report)
    yield words.headline(report, today) + (f" {last[0].upper()}{last[1:]}." if last else "") + "\n"
    if report.skills:
        yield "| Skill | Right | The true share, nine times in ten |\n| --- | --- | --- |"
    for each in report.skills:
        right = f"{words.amount(each.result.right)} of {each.result.asked}"
        yield f"| {each.title}{' (new)' if each.is_new else ''} | {right} | {words.span(each.result.share)} |"
    yield ""
    for wrong in report.surely_wrong:
        yield f"- Sure and wrong: question {wrong.question.number}, {wrong.title}; {words.comes_back(wrong, today)}."
    for sentence in words.grounds(report):
        yield f"- {sentence}"
    for question, reviewed in reviews:
        yield from _answer(question, report.titles[question.pick.skill], reviewed)


def _answer(question: Question, title: str, reviewed: Reviewed | None) -> Iterator[str]:
    yield f"\n## {question.number}. {title}\n"
    yield f"Level {question.pick.level}, `{question.pick.exercise}`, seed {question.pick.seed}.\n"
    if reviewed is None:
        yield "The question cannot be shown any more.\n"
        for each in question.answers:
            yield f"{_given(each)}\n"
        return
    if reviewed.is_changed:
        yield "Its exercise was changed since the test; what stands here may not be what you answered.\n"
    if reviewed.problem.statement:
        yield f"{reviewed.problem.statement}\n"
    for part in reviewed.problem.parts:
        yield from _part(part, question)


def _part(part: Part, question: Question) -> Iterator[str]:
    if part.statement:
        yield f"{part.statement}\n"
    given = [each for each in question.answers if (each.part or "") == part.id]
    for each in given:
        yield f"{_given(each)}\n"
        said = next((known.say for known in part.mistakes if known.name and known.name == each.diagnosis), "")
        if said:
            yield f"{said}\n"
    if not given:
        yield "Put off, and not answered.\n" if question.is_put_off and not question.answers else "Not reached.\n"
    if not any(each.credit == 1.0 for each in given):
        yield f"Right is {_code(part.told)}\n"
    if part.solution:
        yield f"**Worked solution.**\n\n{part.solution}\n"


def _given(answer: Answer) -> str:
    sure = "" if answer.confidence is None else f" You were {words.percent(answer.confidence)} % sure."
    if answer.outcome is None:
        return f"You did not know it.{sure}"
    return f"Your answer: {_code(answer.typed or '')}\n\n**{SAID[answer.outcome]}**{sure}"


def _code(typed: str) -> str:
    """As typed, and never read as Markdown: several lines as a block."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", typed)), default=0))
    if "\n" in typed:
        fence = max(fence, "```", key=len)
        return f"\n\n{fence}\n{typed}\n{fence}"
    return f"{fence}{typed}{fence}" if "`" not in typed else f"{fence} {typed} {fence}"


def _stem(report: Report) -> str:
    """`test-2026-12-01-vectors`: a name that any system takes."""
    title = re.sub(r"[^a-z0-9]+", "-", report.title.lower()).strip("-")[:LONGEST_NAME].strip("-")
    return f"test-{report.day.isoformat()}-{title}".rstrip("-")
