"""`make bench-screens`: from a key to the painted screen, with 193 skills and a log of 100,000 attempts.

Nothing here asserts: it prints what was measured and what was aimed at. A new screen is a new line of `SCREENS`.
"""

from __future__ import annotations

import asyncio
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from textual.pilot import Pilot

from tutor.cli.open import seeds
from tutor.content import folder
from tutor.content.library import Library
from tutor.learner.assessment import posed_key
from tutor.learner.log import Log
from tutor.learner.memory import replay
from tutor.learner.records import (
    Attempt,
    GoalChosen,
    LessonRead,
    MinutesChosen,
    Pick,
    SelfTestBegun,
    SelfTestEnded,
)
from tutor.problem import Outcome
from tutor.session.study import Session
from tutor.ui.app import NablaApp
from tutor.worker import Worker

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ATTEMPTS = 100_000
SKILLS = 193
DAYS = 1095
AIM = 300
AGAIN = 5
PATIENCE = 30.0
LOOKED_AT = 1.0
"""Seconds before the next key: nobody is quicker."""
SIZE = (80, 24)
Steps = tuple[tuple[str, str], ...]
SLIPS = ("sign", "transposed", "forgotten-normalisation", None)


TEST, REPORT = ("t", "Questions"), ("r", "Every skill weighs")
SCREENS: dict[str, Steps] = {
    "Map": (("m", "needs "),),
    "Why": (("w", "It opens"),),
    "Lesson": (("l", "scroll"),),
    "Progress, its figures": (("p", "were promised"),),
    "Progress": (("p", "Judgement"),),
    "Progress, its slips": (("p", "times  "),),
    "Test": (TEST,),
    "Report": (TEST, REPORT),
    "Answers": (TEST, REPORT, ("enter", "Worked solution")),
}
"""The keys that lead to a screen from Today, each with words that stand on what it opens. The figures of Progress come
before its outline: the first opening is the one at which nothing of them is known."""


# What is opened: a curriculum of 193 skills, and years of answers


def widened(place: Path) -> Library:
    """The shipped content, and as many made-up skills more as are wanting, each with a pack of its own."""
    dice = random.Random(1)
    lessons, packs = place / "curriculum", place / "exercises"
    for name, target in (("curriculum", lessons), ("exercises", packs)):
        for file in Path(str(folder(name))).rglob("*.*"):
            copy = target / file.relative_to(Path(str(folder(name))))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    strands = sorted(each.name for each in lessons.iterdir() if each.is_dir())
    known = sorted(each.stem for each in lessons.glob("*/*.md"))
    for number in range(SKILLS - len(known)):
        skill, strand = f"made-up-{number}", dice.choice(strands)
        needs = ", ".join(f'"{each}"' for each in dice.sample(known, dice.randint(1, 3)))
        opening = (
            f'title = "Made-up skill {number}"\nprerequisites = [{needs}]\nencompasses = {{}}\nterms = []\nminutes = 5'
        )
        (lessons / strand / f"{skill}.md").write_text(
            f"+++\n{opening}\n+++\n\n# Made up\n\nNothing.\n", encoding="utf-8"
        )
        known.append(skill)
    for skill in lessons.glob("*/*.md"):
        pack = packs / skill.parent.name / f"{skill.stem}.toml"
        if not pack.exists():
            exercises = "".join(f'[[exercise]]\nid = "e{each}"\nlevels = [1, 2, 3]\n' for each in range(5))
            pack.parent.mkdir(parents=True, exist_ok=True)
            pack.write_text(
                f'title = "{skill.stem}"\nversion = 1\nskill = "{skill.stem}"\n{exercises}', encoding="utf-8"
            )
    return Library(lessons, packs)


def answers(library: Library) -> Iterator[tuple[Attempt, datetime]]:
    """Years of answers: ever more skills, four of five right, sometimes with how sure one was."""
    dice, order = random.Random(2), library.curriculum.order
    for number in range(ATTEMPTS):
        done = number / ATTEMPTS
        skill = order[int(dice.random() * len(order) * min(1.0, 0.1 + done))]
        is_right = dice.random() < 0.8
        yield (
            Attempt(
                session=f"s{number // 20}", mode="session", posed=f"p{number}", skill=skill, exercise=f"{skill}/e0",
                pack=skill, pack_version=1, pack_hash="0", level=1 + min(3, int(4 * done * dice.random())), seed=number,
                values={"a": "3"}, seconds=dice.uniform(10, 120), predicted=dice.uniform(0.5, 0.95),
                confidence=dice.choice((None, 0.5, 0.7, 0.85, 0.95)), answer="[1, 2, 3]",
                verdict=Outcome.CORRECT if is_right else Outcome.WRONG,
                diagnosis=None if is_right else dice.choice(SLIPS),
            ),
            NOW - timedelta(days=DAYS * (1 - done), minutes=-(number % 90)),
        )  # fmt: skip


def tests_taken(library: Library) -> Iterator[tuple[SelfTestBegun | Attempt | SelfTestEnded, datetime]]:
    """A test of twenty questions every fortnight, over what was begun first."""
    dice, skills = random.Random(3), library.curriculum.order[:10]
    offers = {skill: library.offers(skill)[0] for skill in skills}
    for number in range(DAYS // 14):
        at, test = NOW - timedelta(days=DAYS - 14 * number), f"t{number}"
        picks = tuple(Pick(each, offers[each].name, offers[each].levels[0], number) for each in skills) * 2
        yield SelfTestBegun(test, ("goal/everything",), skills, picks, len(picks)), at
        for place, pick in enumerate(picks, 1):
            about = {"session": test, "mode": "test", "posed": posed_key(test, place), **pick._asdict()}
            verdict = Outcome.CORRECT if dice.random() < 0.7 else Outcome.WRONG
            yield Attempt(**about, pack=pick.skill, pack_version=1, pack_hash="0", answer="7", verdict=verdict), at
        yield SelfTestEnded(test, "done"), at


def written(path: Path, library: Library) -> Log:
    """The log, row by row through the real one; without waiting for the disk, which is not what is measured."""
    log = Log.open(path)
    with log.exclusively() as db:
        db.execute("PRAGMA synchronous=OFF")
    log.append(MinutesChosen(20), NOW - timedelta(days=DAYS))
    for skill in library.curriculum.order:
        log.append(LessonRead(skill), NOW - timedelta(days=DAYS))
    if library.goals:
        log.append(GoalChosen(library.goals[-1].id), NOW - timedelta(days=DAYS))
    for record, at in (*answers(library), *tests_taken(library)):
        log.append(record, at)
    return log


# The measuring


async def until(pilot: Pilot[int], is_so: Callable[[], bool], what: str) -> None:
    """Wait for something to be so."""
    end = time.perf_counter() + PATIENCE
    while not is_so():
        if time.perf_counter() > end:
            raise TimeoutError(f"{what} never came; the screen:\n{_seen(pilot)}")
        await asyncio.sleep(0.002)


def _seen(pilot: Pilot[int]) -> str:
    screen = pilot.app.screen
    return "\n".join(strip.text for strip in screen._compositor.render_strips(screen.size))


async def opening(pilot: Pilot[int], steps: Steps) -> float:
    """Milliseconds from the last key to the painted screen; then back to Today."""
    for place, (key, shows) in enumerate(steps):
        if place:
            await pilot.pause(LOOKED_AT)
        start = time.perf_counter()
        pilot.app.simulate_key(key)
        await until(pilot, lambda words=shows: words in _seen(pilot), f"{shows!r} after {key!r}")
    took = 1000 * (time.perf_counter() - start)
    for depth in range(len(pilot.app.screen_stack) - 1, 0, -1):
        await pilot.press("escape")
        await until(pilot, lambda left=depth: len(pilot.app.screen_stack) == left, f"{depth} screens")
        await pilot.pause()
    return took


async def measure(place: Path) -> None:
    library = widened(place)
    start = time.perf_counter()
    log = written(place / "learner.db", library)
    skills = len(library.curriculum.order)
    print(f"{ATTEMPTS:,} attempts at {skills} skills, written in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    learner = replay(log.rows())
    print(f"replayed in {time.perf_counter() - start:.1f} s")
    owner = ThreadPoolExecutor(max_workers=1)
    worker = Worker()
    worker.start()
    session = Session(library, log, learner, worker, owner, seeds())

    async def open_session() -> Session:
        gc.freeze()  # as the program does
        return session

    app = NablaApp(open_session, lambda: NOW, theme="dark")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "problems, about" in _seen(pilot), "Today")
        await pilot.pause(LOOKED_AT)
        for name, steps in SCREENS.items():
            first = await opening(pilot, steps)
            later = [await opening(pilot, steps) for _ in range(AGAIN)]
            print(f"{name}: first {first:.0f} ms, then {median(later):.0f} ms (aim {AIM})")
    await session.close()
    owner.shutdown()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
