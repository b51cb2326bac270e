"""What a sampler is, and the table of them all."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from tutor.maths.posing.streams import Stream
from tutor.maths.posing.values import FormulaError, Span, Value, listed_items, whole

MOST_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Sampler:
    """`body` takes the stream first; the rest as in `signature`."""

    signature: str
    doc: str
    example: str
    body: Callable[..., Value]
    parameters: inspect.Signature

    def draw(self, stream: Stream | None, arguments: list[Value], keywords: dict[str, Value]) -> Value:
        """A value; FormulaError where nothing fits, or outside of `let`."""
        if stream is None:
            raise FormulaError("values are drawn in `let` only")
        try:
            self.parameters.bind(stream, *arguments, **keywords)
        except TypeError:
            raise FormulaError(f"it is called {self.signature}") from None
        try:
            return self.body(stream, *arguments, **keywords)
        except OverflowError:
            raise FormulaError("too long a range") from None


SAMPLERS: dict[str, Sampler] = {}


def sampler(signature: str, example: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Enters the function below; `example` is a call that draws something."""

    def enter(body: Callable[..., Value]) -> Callable[..., Value]:
        name = signature.partition("(")[0]
        SAMPLERS[name] = Sampler(signature, inspect.getdoc(body) or "", example, body, inspect.signature(body))
        return body

    return enter


def drawn_from(stream: Stream, source: Value) -> Value:
    """One member of a range (however long) or of a list."""
    if isinstance(source, Span):
        if not len(source):
            raise FormulaError("an empty range")
        while (number := stream.between(source.low, source.high)) in source.excluded:
            pass
        return number
    items = listed_items(source)
    if not items:
        raise FormulaError("an empty list")
    return stream.choice(items)


def count_of(value: Value) -> int:
    """The value as a number of things, bounded."""
    count = whole(value, "a count")
    if not 0 <= count <= MOST_DRAWN:
        raise FormulaError(f"a count from 0 to {MOST_DRAWN}, not {count}")
    return count


def times(count: Value) -> range:
    """0..count-1, for a count that an author gave."""
    return range(count_of(count))
