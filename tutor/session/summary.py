"""What a session gained, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tutor.content.curriculum import Curriculum
from tutor.learner import mastery
from tutor.learner.memory import Learner
from tutor.learner.rating import SAID_SURE
from tutor.session.steps import SkillGain, Summary


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of the session, and the skill's recall before."""

    skill: str
    is_right_at_once: bool
    is_right_later: bool
    confidence: float | None
    seconds: float
    chance_before: float | None


def summarise(findings: Sequence[Finding], curriculum: Curriculum, learner: Learner, at: datetime) -> Summary:
    """The session's figures, each skill once, in the order in which they came."""
    first = {finding.skill: finding for finding in reversed(findings)}
    order = dict.fromkeys(finding.skill for finding in findings)
    sure = [finding for finding in findings if (finding.confidence or 0.0) >= SAID_SURE]
    at_once = sum(finding.is_right_at_once for finding in findings)
    later = sum(finding.is_right_later for finding in findings)
    return Summary(
        problems=len(findings),
        minutes=sum(finding.seconds for finding in findings) / 60,
        right_at_once=at_once,
        right_second=later,
        not_yet=len(findings) - at_once - later,
        skills=tuple(_gain(skill, first[skill].chance_before, curriculum, learner, at) for skill in order),
        sure=len(sure),
        sure_right=sum(finding.is_right_at_once for finding in sure),
    )


def _gain(skill: str, before: float | None, curriculum: Curriculum, learner: Learner, at: datetime) -> SkillGain:
    state = learner.skill(skill)
    known = curriculum.skills.get(skill)
    return SkillGain(known.title if known else skill, before, mastery.chance(state, at), mastery.due(state))
