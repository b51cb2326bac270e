"""What several tests and tools need: a log in which something has already happened."""

from datetime import UTC, datetime
from pathlib import Path

from tutor.learner.log import Log
from tutor.learner.records import MinutesChosen

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def chosen_minutes(path: Path, minutes: int = 20, at: datetime = NOW) -> None:
    """A log whose learner has been through the first run."""
    with Log.open(path) as log:
        log.append(MinutesChosen(minutes), at)
