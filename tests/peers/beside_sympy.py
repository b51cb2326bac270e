"""What many write themselves, SymPy's `simplify(parse_expr(a) - parse_expr(b)) == 0`, behind a pipe.

A yardstick only: `parse_expr` runs what it is given, so it stays with pairs of our own.
"""

import json
import sys
import time

from sympy import simplify
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication_application,
    parse_expr,
    standard_transformations,
)

RULES = (*standard_transformations, convert_xor, implicit_multiplication_application)


def main() -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        pair = json.loads(line)
        start = time.perf_counter()
        try:
            answer, against = (parse_expr(pair[side], transformations=RULES) for side in ("answer", "against"))
            same = bool(simplify(answer - against) == 0)
        except Exception:  # a peer that falls has no verdict
            same = None
        print(json.dumps({"same": same, "ms": (time.perf_counter() - start) * 1000}), flush=True)


main()
