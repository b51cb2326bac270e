"""A bound on work inside SymPy, which knows none itself: so many calls of functions, then it is given up.

Calls are counted, not seconds, so that a slow machine gives up no sooner.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from tutor.maths.posing.values import FormulaError, TooLargeError, Value

MOST_CALLS = 2_000_000
"""About a second."""

FAILURES = (
    TypeError, ValueError, ArithmeticError, AttributeError, KeyError, IndexError, NotImplementedError, RecursionError,
    AssertionError,
)  # fmt: skip
"""What SymPy raises where it does not know on."""


class _GivenUpError(BaseException):
    """No Exception: SymPy catches those."""


def bounded(work: Callable[[], Value], refusal: str, calls: int = MOST_CALLS) -> Value:
    """What the work yields. FormulaError with these words where it yields nothing, TooLargeError where it takes
    more than so many calls."""
    left = calls
    before = sys.getprofile()

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _GivenUpError

    try:
        sys.setprofile(count)
        return work()
    except _GivenUpError:
        raise TooLargeError(f"{refusal}: it takes too long") from None
    except FormulaError:
        raise
    except FAILURES:
        raise FormulaError(refusal) from None
    finally:
        sys.setprofile(before)
