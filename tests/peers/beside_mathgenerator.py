"""mathgenerator, timed in its own environment: `{task: items a second}`."""

import contextlib
import json
import time

import mathgenerator

TASKS = {
    "plain arithmetic": mathgenerator.addition,
    "dot product": mathgenerator.vector_dot,
    "determinant": mathgenerator.int_matrix_22_determinant,
    "differentiate": mathgenerator.power_rule_differentiation,
    "antiderivative": mathgenerator.power_rule_integration,
    "quadratic equation": mathgenerator.quadratic_equation,
}
SECONDS = 2.0

found = {}
for task, generate in TASKS.items():
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        with contextlib.suppress(ValueError):  # some of its draws are empty ranges
            generate()
            count += 1
    found[task] = count / (time.perf_counter() - begun)
print(json.dumps(found))
