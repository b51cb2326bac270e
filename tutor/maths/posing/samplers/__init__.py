"""Random values, built to be nice rather than drawn until they are. They stand in `let` only."""

from tutor.maths.posing.samplers import (
    chance,
    eigenvalues,
    frames,
    functions,
    geometry,
    lists,
    matrices,
    models,
    numbers,
    polynomials,
    symmetric,
    systems,
    texts,
    vectors,
)
from tutor.maths.posing.samplers.registry import SAMPLERS, Sampler

__all__ = [
    "SAMPLERS",
    "Sampler",
    "chance",
    "eigenvalues",
    "frames",
    "functions",
    "geometry",
    "lists",
    "matrices",
    "models",
    "numbers",
    "polynomials",
    "symmetric",
    "systems",
    "texts",
    "vectors",
]
