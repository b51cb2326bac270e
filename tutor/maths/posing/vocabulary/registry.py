"""What a function of the vocabulary is: how it is called, what it does, an example that is run."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tutor.maths.posing.values import FormulaError, Value

Body = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Function:
    """One function. `example` is a condition of the language that holds; `numeric` the same
    function by NumPy on floats, sharing nothing with `exact`; None: nothing to calculate.
    `moves`: it is given its arguments as functions of the point (`floats.Moving`)."""

    name: str
    signature: str
    doc: str
    example: str
    exact: Body
    numeric: Body | None
    parameters: inspect.Signature
    moves: bool = False

    def __call__(self, *arguments: Value, **keywords: Value) -> Value:
        try:
            self.parameters.bind(*arguments, **keywords)
        except TypeError:
            raise FormulaError(f"it is called {self.signature}") from None
        return self.exact(*arguments, **keywords)


Vocabulary = dict[str, Function]


def entered(
    vocabulary: Vocabulary, signature: str, example: str, numeric: Body | None, *, moves: bool = False
) -> Callable[[Body], Body]:
    """Enters the function below under the name in `signature`; its docstring is what authors read."""

    def enter(body: Body) -> Body:
        name = signature.partition("(")[0]
        doc = inspect.getdoc(body) or ""
        vocabulary[name] = Function(name, signature, doc, example, body, numeric, inspect.signature(body), moves)
        return body

    return enter


def each_entry(step: Callable[[Any], Value]) -> Body:
    """A function of one number, which goes through lists entry by entry."""

    def spread(value: Value) -> Value:
        return [spread(each) for each in value] if isinstance(value, list) else step(value)

    spread.__doc__ = step.__doc__
    return spread
