"""A long run of the property test of the ledger: `python -m bench.histories --examples 2000 [--seed S]`.

The seed is drawn and printed; the same seed makes the same histories.
"""

import argparse
import secrets
import time

from hypothesis import HealthCheck, given, seed, settings
from tests.properties.histories import clocks, moves, stops
from tests.properties.test_history import compare


def main() -> None:
    """Compare so many random histories with the oracle; a difference ends the run with the smallest example of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    asked = parser.parse_args()
    print(f"seed {asked.seed}", flush=True)
    profile = settings(
        max_examples=asked.examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    started = time.perf_counter()
    seed(asked.seed)(profile(given(moves, clocks, stops)(compare)))()
    print(f"{asked.examples} histories agree, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
