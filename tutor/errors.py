"""What can go wrong, in words that a learner or an author can act on.

NablaError            one clear sentence; the command line prints it and ends
├── Unreadable        typed text is not in the language (knows the place)
├── ContentError      a lesson, pack or formula is faulty (knows file, line, exercise, key)
├── LogError          the learner's log cannot be used
├── WorkerError       the maths process could not answer
└── UsageError        the words of a call are off
"""


class NablaError(Exception):
    """A message for a person. `str()` of it is one sentence or two."""


class Unreadable(NablaError):
    """Text that the answer language cannot read.

    `place` is the index of the first character that cannot be understood; `repair` a text that
    was probably meant, or None.
    """

    def __init__(self, message: str, place: int, repair: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.repair = repair


class ContentError(NablaError):
    """A faulty lesson or pack. Lines count from 1; what is not known is None."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        exercise: str | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.exercise = exercise
        self.key = key

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.file and self.line else self.file
        parts = (where, self.exercise, self.key, self.message)
        return ": ".join(str(part) for part in parts if part)


class LogError(NablaError):
    """The learner's log cannot be used; nothing was changed."""


class WorkerError(NablaError):
    """The maths process did not answer: it took too long, or it died."""


class UsageError(NablaError):
    """The words of a call are off: exit status 2."""
