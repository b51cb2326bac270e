"""reasoning-gym, timed in its own environment: `{task: items a second}`."""

import json
import time

import reasoning_gym

TASKS = {
    "plain arithmetic": "chain_sum",
    "antiderivative": "simple_integration",
    "by parts": "intermediate_integration",
    "quadratic equation": "polynomial_equations",
}
SECONDS = 2.0

found = {}
for task, name in TASKS.items():
    items = reasoning_gym.create_dataset(name, size=100_000, seed=42)
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        items[count]
        count += 1
    found[task] = count / (time.perf_counter() - begun)
print(json.dumps(found))
