"""A session without a log and without a maths process: the screens cannot tell the difference."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from ui.graph import GRAPH, UNPRACTISED, in_the_middle

from tutor.content.goals import Goal
from tutor.errors import WorkerError
from tutor.learner.claim import claim, in_words
from tutor.learner.forecast import Forecast
from tutor.problem import Followed, Mistake, Outcome, Part, Problem, Question, Verdict
from tutor.session.map import SkillMap, skill_map
from tutor.session.packs import ListedExercise, ListedPack, Previewed
from tutor.session.steps import Finished, GoalStanding, Judged, Meet, Posed, SkillGain, Solved, Summary, Today

NOW = datetime(2026, 12, 1, 18, 30, tzinfo=timezone(timedelta(hours=1)))
TODAY = NOW.date()

LESSON = """# Computing a softmax

A model's last layer gives every token a **logit**. Softmax makes them positive, then makes them sum to 1:

$$\\operatorname{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}$$

## Worked example

| token | $z_i$ | $e^{z_i}$ |
|---|---|---|
| cat | $\\ln 6$ | $6$ |
| dog | $\\ln 3$ | $3$ |

A logit of $0$ is not "no chance": $e^0 = 1$. Half-open: `[0, 1)`, and f(x)[x=2] stays as it is, so does [/].

"""


def problem(**changes: Any) -> Problem:
    """A problem about a softmax, unless `changes` say otherwise (fields of Part and Question count as well)."""
    question = {"against": "[6/10, 3/10, 1/10]", "kind": "vector", "names": ()}
    question |= {key: changes.pop(key) for key in list(changes) if key in Question.__dataclass_fields__}
    asked = {
        "id": "",
        "statement": "Compute $\\operatorname{softmax}(\\ln 6, \\ln 3, 0)$.",
        "question": Question(**question),
        "told": question["against"],
        "hints": ("Exponentiate first.", "$e^{\\ln 6} = 6$."),
        "solution": "The exponentials are $6$, $3$, $1$, with sum $10$, so\n\n"
        "$$\\left(\\frac{6}{10}, \\frac{3}{10}, \\frac{1}{10}\\right).$$",
        "mistakes": (),
    }
    asked |= {key: changes.pop(key) for key in list(changes) if key in Part.__dataclass_fields__}
    stated = {
        "exercise": "softmax-compute/three-logits",
        "skill": "softmax-compute",
        "pack": "softmax-compute",
        "pack_version": 1,
        "pack_hash": "0",
        "level": 2,
        "seed": 7,
        "sort": "compute",
        "statement": "",
        "values": {},
        "parts": (Part(**asked),),
    }
    return Problem(**{**stated, **changes})


CHOICE = problem(
    exercise="softmax-compute/which",
    statement="Which of these cannot come out of a softmax?\n\n- a) $(0.5, 0.5)$\n- b) $(0, 1)$\n- c) $(0.1, 0.9)$",
    against="b",
    kind="choice",
    options=("$(0.5, 0.5)$", "$(0, 1)$", "$(0.1, 0.9)$"),
    level=1,
)

DERIVED = problem(
    exercise="softmax-compute/square",
    statement="Show, line by line, that $(x + 1)^2$ is $x^2 + 2x + 1$.",
    against="(x + 1)^2; (x + 1)(x + 1); x^2 + 2x + 1",
    kind="derivation",
    names=("x",),
    level=3,
    sort="derive",
)

PARTED = Problem(
    **{
        **{key: getattr(problem(), key) for key in Problem.__dataclass_fields__},
        "statement": "One head has the scores $(\\ln 6, \\ln 3, 0)$.",
        "parts": tuple(
            Part(name, f"Find the {name}.", Question(key, kind="vector", names=()), key, (), f"So the {name}.", ())
            for name, key in (("weights", "[6/10, 3/10, 1/10]"), ("output", "[1, 2]"))
        ),
    }
)


def listed_pack(pack_id: str, title: str, exercises: dict[str, str], **changes: Any) -> ListedPack:
    """A shipped pack, unless `changes` say otherwise; `exercises`: skills by title."""
    listed = (
        ListedExercise(pack_id, name.lower().replace(" ", "-"), name, skill, (1, 2))
        for name, skill in exercises.items()
    )
    about = {"version": 1, "authors": (), "licence": "CC-BY-4.0", "is_own": False, "fault": None} | changes
    return ListedPack(id=pack_id, title=title, exercises=tuple(listed), **about)


PACKS = (
    listed_pack(
        "heads-by-hand",
        "Attention, by hand",
        {"One head": "Attention output", "Two heads": "Attention output", "A mask": "Causal mask"},
        is_own=True,
        authors=("A. Author",),
    ),
    listed_pack("logits", "logits", {}, is_own=True, fault="logits.toml:14: This is not TOML: Unclosed array."),
    listed_pack("exp-log-rules", "Exponent and log rules", {"Sum of logs": "Exponent and log rules"}),
    listed_pack(
        "softmax-compute",
        "Computing a softmax",
        {f"{name} logits": "Computing a softmax" for name in ("Three", "Whole", "Large", "Equal", "Shifted", "Log")},
    ),
)


@dataclass
class DoublePacks:
    """Packs without files. `saves`: counts up at each save; `fault`: what the file says since then; `gate`: nothing
    is shown before it opens; `asked`: every wish."""

    packs: tuple[ListedPack, ...] = PACKS
    saves: int = 0
    fault: Exception | None = None
    ask: str = "Compute $\\operatorname{softmax}(\\ln 6, \\ln 3, 0)$."
    gate: asyncio.Event | None = None
    elsewhere: str | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    async def listed(self) -> tuple[ListedPack, ...]:
        return self.packs

    async def stamp(self, pack_id: str) -> object:
        return self.saves if any(pack.is_own and pack.id == pack_id for pack in self.packs) else None

    async def previewed(
        self, exercise: ListedExercise, *, level: int | None, seed: int, condition: str | None = None
    ) -> Previewed:
        self.asked.append((exercise.id, level, seed, condition))
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        mistakes = (Mistake("These are the powers; divide them by their sum.", answer="[6, 3, 1]"),)
        values = {"n": f"[6, 3, {seed}]"}
        posed = problem(statement=self.ask, level=level or 1, seed=seed, mistakes=mistakes, values=values)
        share = {"n[1] > n[2]": 0.38}.get(condition or "")
        unclear = "There is no name m. In: m > 1" if condition and share is None else None
        return Previewed(posed, (1, 2), 12, share, unclear, self.elsewhere)


def goal_standing(goal_id: str, title: str, held: int, of: int, **about: Any) -> GoalStanding:
    """How far a goal is."""
    return GoalStanding(Goal(goal_id, title, about.get("about", ""), ("softmax-compute",), about.get("cut")), held, of)


NAMED_GOALS = (
    goal_standing("one-prediction", "Follow one next-token prediction", 12, 33, about="Every number by hand."),
    goal_standing(
        "attention-by-hand",
        "Attention by hand",
        15,
        28,
        about="Scores, scaling, mask, heads, positions, and the cache that they need.",
        cut="Not in this course yet: rotary positions.",
    ),
    goal_standing("held", "Loss, perplexity and the probability of text", 18, 18, about="What the curve means."),
    goal_standing("everything", "Everything", 20, 79, about="The whole course."),
)
SKILL_GOALS = (
    goal_standing("exp-log-rules", "Exponent and log rules", 0, 2),
    goal_standing("softmax-compute", "Computing a softmax", 2, 5),
)


@dataclass
class DoubleGoals:
    """Goals without a planner; `gate`: no days are known before it opens; `asked`: every choice and reckoning."""

    named: tuple[GoalStanding, ...] = NAMED_GOALS
    own: str | None = None
    is_beginner: bool = False
    gate: asyncio.Event | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def chosen(self) -> Goal | None:
        return next((each.goal for each in (*self.named, *SKILL_GOALS) if each.goal.id == self.own), None)

    def standing(self, at: datetime) -> GoalStanding | None:
        return next((each for each in (*self.named, *SKILL_GOALS) if each.goal.id == self.own), None)

    def offered(self, at: datetime) -> tuple[GoalStanding, ...]:
        return (*self.named, *SKILL_GOALS)

    def is_usual(self, at: datetime) -> bool:
        return self.is_beginner

    async def choose(self, name: str | None, at: datetime) -> None:
        self.asked.append(("choose", name))
        self.own = name

    async def days(self, at: datetime, goal: Goal, minutes: int) -> int | None:
        self.asked.append(("days", goal.id, minutes))
        if self.gate is not None:
            await self.gate.wait()
        return None if goal.id == "everything" else 1260 // minutes

    async def forecast(self, at: datetime) -> Forecast | None:
        if self.gate is not None:
            await self.gate.wait()
        return Forecast(date(2027, 1, 17), date(2027, 1, 26), self.is_beginner) if self.own else None


@dataclass
class Double:
    """Plays a script of problems; `asked` records what the screens asked for."""

    problems: tuple[Problem, ...] = (problem(), CHOICE)
    minutes: int | None = 20
    meets: bool = False
    gate: asyncio.Event | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    fails: Exception | None = None
    packs: DoublePacks = field(default_factory=DoublePacks)
    goals: DoubleGoals = field(default_factory=lambda: DoubleGoals(own="attention-by-hand"))

    def __post_init__(self) -> None:
        self._position = -1
        self._at = 0
        self._tries = 0
        self._hints = 0
        self._right = 0
        self._answers: list[str] = []
        self._is_met = not self.meets
        skills = {
            "exp-log-rules": SimpleNamespace(id="exp-log-rules", title="Exponent and log rules"),
            "softmax-compute": SimpleNamespace(id="softmax-compute", title="Computing a softmax"),
        }
        self.curriculum = SimpleNamespace(skills=skills)
        self.library = SimpleNamespace(
            notation=lambda: "# Notation\n\n| sign | read |\n|---|---|\n| $x_i$ | x sub i |\n",
            goals=tuple(each.goal for each in self.goals.named),
            lesson=lambda skill: SimpleNamespace(
                skill=skill, body=LESSON, opening=SimpleNamespace(title=GRAPH.skills[skill].title)
            ),
        )

    @property
    def learner(self) -> Any:
        return SimpleNamespace(minutes=self.minutes, goal=self.goals.own)

    def map(self, at: datetime) -> SkillMap:
        practised = [each for each in GRAPH.skills if each != UNPRACTISED]
        goal = ("Attention by hand", GRAPH.path(["attention-output"])) if self.goals.own else None
        return skill_map(GRAPH, in_the_middle(at), at, course=GRAPH.only(practised), goal=goal)

    def why(self, skill: str, at: datetime) -> tuple[str, ...]:
        return in_words(claim(GRAPH, in_the_middle(at), skill, at))

    def today(self, at: datetime) -> Today:
        return Today(
            plan=plan_of_today(self.minutes or 20),
            minutes=self.minutes or 20,
            counts={"mastered": 9, "learning": 4, "due": 2, "slipping": 1, "not-started": 3},
            week=tuple((TODAY + timedelta(days=days), days < 0 and days != -3) for days in range(-6, 1)),
            titles={
                "exp-log-rules": "Exponent and log rules",
                "cosine-similarity": "Cosine similarity",
                "softmax-compute": "Computing a softmax",
                "temperature": "Temperature",
            },
            goal=self.goals.standing(at),
            waiting=self.tests.waiting(at) if hasattr(self, "tests") else (),
        )

    async def begin(self, at: datetime, **wishes: Any) -> None:
        self.asked.append(("begin", wishes))
        self._position, self._right, self._answers = -1, 0, []

    async def next(self, at: datetime) -> Meet | Posed | Finished:
        self.asked.append(("next",))
        if not self._is_met:
            return Meet("softmax-compute", "Computing a softmax", LESSON)
        self._position += 1
        self._tries = self._hints = self._at = 0
        if self._position >= len(self.problems):
            return Finished(self._summary())
        return Posed(self._problem, self._position + 1, len(self.problems), "Computing a softmax", 0.74, "6 days ago")

    @property
    def _problem(self) -> Problem:
        return self.problems[self._position]

    @property
    def _part(self) -> Part:
        return self._problem.parts[self._at]

    def _next_part(self) -> Part | None:
        if self._at + 1 == len(self._problem.parts):
            return None
        self._at, self._tries = self._at + 1, 0
        return self._part

    async def answer(self, text: str, at: datetime, *, seconds: float, confidence: float | None = None) -> Judged:
        self.asked.append(("answer", text, confidence))
        if self.gate is not None:
            await self.gate.wait()
        if self.fails:
            raise self.fails
        if text == "(":
            verdict = Verdict(Outcome.UNREADABLE, "A bracket is never closed.", place=0, side="answer")
            return judged(verdict, opened=True)
        self._answers.append(text)
        self._tries += 1
        if text == self._part.answer:
            self._right += 1
            return judged(Verdict(Outcome.CORRECT), back_on=TODAY + timedelta(days=16), next_part=self._next_part())
        if text == "long":
            return judged(Verdict(Outcome.UNDECIDED), opened=False)
        if text == "form":
            verdict = Verdict(Outcome.OTHER_FORM, "Lowest terms are asked for: 6/10 can be reduced.")
            return judged(verdict, opened=self._tries < 2)
        said = "You normalised the logits themselves; exponentiate first: $e^{z_i}$, not $z_i$."
        return judged(Verdict(Outcome.WRONG, said, diagnosis="logits"), opened=self._tries < 2)

    async def follow(self, question: Question, lines: Sequence[str]) -> Followed:
        """As the maths process would."""
        from tutor.maths.follow import follow

        self.asked.append(("follow", tuple(lines)))
        return follow(question, lines)

    def hint(self) -> str | None:
        self._hints += 1
        return self._part.hints[self._hints - 1] if self._hints <= len(self._part.hints) else None

    async def solution(self, at: datetime, *, seconds: float = 0.0) -> Solved:
        self.asked.append(("solution",))
        return Solved(self._part.solution, self._next_part())

    async def skip(self, at: datetime, *, seconds: float = 0.0) -> None:
        self.asked.append(("skip",))

    async def undo(self, at: datetime) -> str | None:
        self.asked.append(("undo",))
        return f"Taken back: {self._answers.pop()}" if self._answers else None

    async def lesson_read(self, skill: str, at: datetime) -> None:
        self.asked.append(("lesson_read", skill))
        self._is_met = True

    async def choose_minutes(self, minutes: int, at: datetime) -> None:
        self.asked.append(("choose_minutes", minutes))
        self.minutes = minutes

    async def end(self, at: datetime) -> Summary:
        self.asked.append(("end",))
        return self._summary()

    async def close(self) -> None:
        self.asked.append(("close",))

    def _summary(self) -> Summary:
        return Summary(
            problems=len(self._answers),
            minutes=17,
            right_at_once=self._right,
            right_second=0,
            not_yet=len(self._answers) - self._right,
            skills=(
                SkillGain("Computing a softmax", 0.74, 0.96, date(2026, 12, 17)),
                SkillGain("Exponent and log rules", 0.58, 0.81, date(2026, 12, 2)),
                SkillGain("Temperature", None, 0.9, date(2026, 12, 2)),
            ),
            sure=5,
            sure_right=4,
        )


def plan_of_today(minutes: int) -> Any:
    """Four skills, each for another reason."""
    items = (
        ("exp-log-rules", "slipping", 2, 0.58, "wrong twice in a row"),
        ("cosine-similarity", "due", 2, 0.71, "9 days ago"),
        ("softmax-compute", "due", 2, 0.74, "6 days ago"),
        ("temperature", "new", 1, None, "opens top-k and top-p"),
        ("exp-log-rules", "slipping", 2, 0.58, "wrong twice in a row"),
    )
    names = ("skill", "why", "level", "chance", "reason")
    return SimpleNamespace(
        items=tuple(SimpleNamespace(**dict(zip(names, each, strict=True))) for each in items),
        minutes=min(18, minutes),
        sentence="Logarithm rules first: a day's wait costs most there. "
        "Softmax practises the exponent rules along the way.",
        later=(),
    )


def judged(
    verdict: Verdict, *, opened: bool = False, back_on: date | None = None, next_part: Part | None = None
) -> Judged:
    """A verdict as the session hands it on."""
    return Judged(
        verdict, opened, next_part=next_part, back_on=back_on, chance_before=0.74, chance_after=0.96, usual_seconds=55
    )


BROKEN = WorkerError("The maths process did not answer.")
