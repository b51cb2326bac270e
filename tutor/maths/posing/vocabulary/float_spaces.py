"""Row echelon forms, null spaces and eigenvectors by NumPy, without elimination, in the conventions of `matrices`."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

import numpy

from tutor.maths.posing.floats import Floats, UnfollowedError

CLOSE = 1e-8
LARGEST_DENOMINATOR = 1_000
ALIKE = 1e-11


def pivots_of_floats(a: Floats) -> list[int]:
    """The columns that raise the rank, counted from 0."""
    matrix = numpy.array(a, float)
    ranks = [0, *(int(numpy.linalg.matrix_rank(matrix[:, : k + 1])) for k in range(matrix.shape[1]))]
    return [k for k in range(matrix.shape[1]) if ranks[k + 1] > ranks[k]]


def echelon_of_floats(a: Floats) -> Floats:
    """The reduced row echelon form: each column as a combination of the pivot columns, by least squares."""
    matrix = numpy.array(a, float)
    pivots = pivots_of_floats(matrix)
    echelon = numpy.zeros_like(matrix)
    if pivots:
        echelon[: len(pivots)] = numpy.linalg.lstsq(matrix[:, pivots], matrix, rcond=None)[0]
    return numpy.where(numpy.abs(echelon) < CLOSE, 0.0, echelon)


def kernel_of_floats(a: Floats) -> Floats:
    """A basis of the null space, one vector for each column without pivot."""
    echelon, pivots = echelon_of_floats(a), pivots_of_floats(a)
    width = echelon.shape[1]
    basis = []
    for free in (k for k in range(width) if k not in pivots):
        vector = numpy.eye(width)[free]
        vector[pivots] = -echelon[: len(pivots), free]
        basis.append(in_whole_numbers(vector))
    return numpy.array(basis)


def eigenvectors_of_floats(a: Floats, values: Floats) -> Floats:
    """The matrix with eigenvectors as its columns, of each value the next of its own space."""
    found: list[Floats] = []
    for at, value in enumerate(values):
        before = int(numpy.sum(numpy.abs(numpy.array(values[:at]) - value) < CLOSE))
        space = kernel_of_floats(numpy.array(a, float) - value * numpy.eye(len(a)))
        if len(space) <= before:
            raise UnfollowedError
        found.append(space[before])
    return numpy.array(found).T


def in_whole_numbers(vector: Floats) -> Floats:
    """The shortest multiple in whole numbers, where the entries are fractions; its first entry is positive."""
    fractions = [Fraction(float(each)).limit_denominator(LARGEST_DENOMINATOR) for each in vector]
    if any(abs(float(each) - number) > ALIKE for each, number in zip(fractions, vector, strict=True)):
        return vector * numpy.sign(next(each for each in vector if abs(each) > CLOSE))
    scale = lcm(*(each.denominator for each in fractions))
    shared = gcd(*(int(each * scale) for each in fractions))
    sign = -1 if next(each for each in fractions if each) < 0 else 1
    return numpy.array([float(each * scale / shared * sign) for each in fractions])
