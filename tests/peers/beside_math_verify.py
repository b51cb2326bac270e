"""Math-Verify behind a pipe: `{"answer", "against"}` in LaTeX in, `{"same", "ms"}` out.

Runs in the environment of the peers (`make bench-checkers`), not in ours.
"""

import json
import sys
import time

from math_verify import parse, verify


def main() -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        pair = json.loads(line)
        start = time.perf_counter()
        try:
            against, answer = (parse(f"${pair[side]}$", raise_on_error=False) for side in ("against", "answer"))
            same = verify(against, answer) if against and answer else None
        except Exception:  # a peer that falls has no verdict
            same = None
        print(json.dumps({"same": same, "ms": (time.perf_counter() - start) * 1000}), flush=True)


main()
