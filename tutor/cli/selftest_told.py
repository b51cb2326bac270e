"""How a test is told: as sentences, one fact a line, or as JSON lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from tutor.cli import place
from tutor.cli.answers import say
from tutor.cli.practice import SAID
from tutor.expression.page import plain_page
from tutor.learner.assessment import Answer, Question
from tutor.learner.beta import Share
from tutor.session import report_words as words
from tutor.session.report import Report
from tutor.session.selftest import SelfTest
from tutor.session.steps import Posed
from tutor.session.tests import Reviewed


class Plain(place.Plain):
    """One fact a line."""

    def begin(self, test: SelfTest) -> None:
        length = f"{test.count} questions" if test.count else "as many questions as fit"
        limit = f", {max(0, test.minutes_left):.0f} minutes left" if test.minutes_left is not None else ""
        done = f", {test.done} answered" if test.done else ""
        print(f"Test: {test.title}. {length[0].upper()}{length[1:]}{limit}{done}. Verdicts come at the end.\n")

    def pose(self, posed: Posed) -> None:
        print(f"Question {posed.number} of {posed.of}." if posed.of else f"Question {posed.number}.")
        if posed.problem.statement:
            print(plain_page(posed.problem.statement))
        self.pose_part(posed.problem.parts[0])

    def say(self, kind: str, text: str) -> None:
        print(text, flush=True)

    def report(self, report: Report, today: date, answers: list[tuple[Question, Reviewed | None]]) -> None:
        print(f"Test: {report.title}. {words.length(report, today).replace(' · ', ', ')}.")
        if not report.shown:
            print(words.headline(report, today), flush=True)
            return
        last = words.last_time(report)
        print(words.headline(report, today) + (f" {last[0].upper()}{last[1:]}." if last else ""))
        for each in report.skills:
            figures = f"{words.amount(each.result.right)} of {each.result.asked}, {words.span(each.result.share)}"
            print(f"{each.title}: {figures}{', new' if each.is_new else ''}.")
        for wrong in report.surely_wrong:
            print(f"Sure and wrong: question {wrong.question.number}, {wrong.title}, {words.comes_back(wrong, today)}.")
        for sentence in words.grounds(report):
            print(sentence)
        for question, reviewed in answers:
            self._answer(question, report.titles[question.pick.skill], reviewed)
        print(f"\nThis report: nabla test --report {report.sitting.id[:8]}", flush=True)

    def _answer(self, question: Question, title: str, reviewed: Reviewed | None) -> None:
        print(f"\nQuestion {question.number}. {title}, level {question.pick.level}.")
        if reviewed is None:
            print("The question cannot be shown any more.")
        elif reviewed.is_changed:
            print("Its exercise was changed since; what stands here may not be what you answered.")
        if reviewed is not None and reviewed.problem.statement:
            print(plain_page(reviewed.problem.statement))
        given = {each.part or "": each for each in question.answers}
        for part in reviewed.problem.parts if reviewed else ():
            print(plain_page(part.statement))
            print(_verdict(given.get(part.id), is_put_off=question.is_put_off))
            print(f"Right is {part.told}\n{plain_page(part.solution)}")
        if reviewed is None:
            for each in question.answers:
                print(_verdict(each, is_put_off=False))


class Json(place.Json):
    """The same, one JSON object a line; nothing is printed before it is in the log."""

    def begin(self, test: SelfTest) -> None:
        left = None if test.minutes_left is None else round(test.minutes_left, 2)
        about = {"title": test.title, "questions": test.count, "minutes": test.minutes, "minutes_left": left}
        say({"test": test.id, **about, "answered": test.done})

    def say(self, kind: str, text: str) -> None:
        say({kind: text})

    def report(self, report: Report, today: date, answers: list[tuple[Question, Reviewed | None]]) -> None:
        sitting = report.sitting
        say(
            {
                "report": sitting.id,
                "title": report.title,
                "choice": list(sitting.choice),
                "day": report.day.isoformat(),
                "why": sitting.why,
                "questions": sitting.count,
                "minutes": sitting.minutes,
                "answered": sitting.answered,
                "seconds": round(sitting.seconds, 1),
                "whole": _share(report.whole),
                "before": report.before
                and {"day": report.before.day.isoformat(), **(_share(report.before.share) or {})},
                "skills": [
                    {"skill": each.result.skill, "title": each.title, "right": round(each.result.right, 4),
                     "asked": each.result.asked, **(_share(each.result.share) or {})}
                    for each in report.skills
                ],
                "unasked": list(report.unasked),
                "answers": [_answered(question, reviewed, report, today) for question, reviewed in answers],
            }
        )  # fmt: skip


def _answered(question: Question, reviewed: Reviewed | None, report: Report, today: date) -> dict[str, Any]:
    back = {each.question.number: words.comes_back(each, today) for each in report.surely_wrong}
    parts = {part.id: part for part in reviewed.problem.parts} if reviewed else {}
    return {
        "number": question.number,
        "skill": question.pick.skill,
        "exercise": question.pick.exercise,
        "level": question.pick.level,
        "seed": question.pick.seed,
        "credit": question.credit,
        "put_off": question.is_put_off and not question.answers,
        "sure_and_wrong": back.get(question.number),
        "parts": [
            {
                "part": each.part,
                "answer": each.typed,
                "verdict": each.outcome and str(each.outcome),
                "diagnosis": each.diagnosis,
                "confidence": each.confidence,
                "right": parts[each.part or ""].answer if (each.part or "") in parts else None,
                "solution": parts[each.part or ""].solution if (each.part or "") in parts else None,
            }
            for each in question.answers
        ],
    }


def _share(share: Share | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {"likely": round(share.likely, 4), "low": round(share.low, 4), "high": round(share.high, 4)}


def _verdict(answer: Answer | None, *, is_put_off: bool) -> str:
    if answer is None:
        return "Put off, and not answered." if is_put_off else "Not reached."
    if answer.outcome is None:
        return "You did not know it."
    return f"You: {answer.typed}\n{SAID[answer.outcome]}"
