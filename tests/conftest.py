"""One run of the suite finds what the last one found: Hypothesis explores only in `make nightly`, and
does not look for the smallest example in `make mutants`."""

import os

from hypothesis import Phase, settings

settings.register_profile("steady", derandomize=True)
settings.register_profile("exploring", max_examples=1000)
settings.register_profile("hasty", derandomize=True, phases=(Phase.explicit, Phase.generate), deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
