"""mathematics_dataset, timed in its own environment: `{task: items a second}`."""

import json
import time

from mathematics_dataset.modules import algebra, arithmetic, calculus

SECONDS = 2.0


def entropy(bounds):
    return bounds


MODULES = {
    "plain arithmetic": arithmetic.train(entropy)["add_or_sub"],
    "differentiate": calculus.train(entropy)["differentiate"],
    "quadratic equation": algebra.train(entropy)["polynomial_roots"],
}

found = {}
for task, generate in MODULES.items():
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        generate()
        count += 1
    found[task] = count / (time.perf_counter() - begun)
print(json.dumps(found))
