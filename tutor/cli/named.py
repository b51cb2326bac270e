"""A skill as a person names it on the command line."""

from __future__ import annotations

from difflib import get_close_matches

from tutor.content.curriculum import Curriculum
from tutor.errors import UsageError

MOST = 3
"""Skills that are offered where there is none of a name."""
LEAST = 3
"""Letters from which on a part of a name is looked for."""


def named_skill(curriculum: Curriculum, name: str) -> str:
    """The id of a skill, from the id itself or its title in any case. Raises UsageError, which says what may have
    been meant."""
    if name in curriculum.skills:
        return name
    titles = {skill.title.casefold(): skill.id for skill in curriculum.skills.values()}
    wanted = " ".join(name.casefold().split())
    if wanted in titles:
        return titles[wanted]
    close = [each for each in (*curriculum.skills, *titles) if len(wanted) >= LEAST and wanted in each]
    close += get_close_matches(wanted, [*curriculum.skills, *titles], n=MOST, cutoff=0.7)
    meant = list(dict.fromkeys(titles.get(each, each) for each in close))[:MOST]
    hint = f"did you mean {' or '.join(meant)}?" if meant else "nabla skills lists them."
    raise UsageError(f"There is no skill {name[:60]!r}; {hint}")
