"""Print the figures of the second set by kind."""

from __future__ import annotations

import argparse

from tests.bench.reuse import print_pairs
from tests.bench.reuse_second.made import fourth, pairs, third

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--verbose", action="store_true", help="each pair that is judged wrongly")
parser.add_argument("--third", action="store_true", help="the third set instead, which was held out")
parser.add_argument("--fourth", action="store_true", help="the fourth set, held out too")
given = parser.parse_args()
print_pairs(fourth() if given.fourth else third() if given.third else pairs(), verbose=given.verbose)
