"""One run of the suite finds what the last one found: Hypothesis explores only in `make nightly`."""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True)
settings.register_profile("exploring", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
