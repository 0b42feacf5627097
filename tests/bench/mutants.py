"""Mutation testing of claims/corroboration and claims/credibility: would a test fail if the code were otherwise?

    make bench-mutants                                     all modules that need no database
    make bench-mutants MODULES="corroboration.rules"       some
    python -m provenance.services --scratch .venv/bin/python -m tests.bench.mutants corroboration.letters

tests/bench/mutants_made.py makes the mutants. Each is loaded in place of its module in a process of its own, forked
from one that has the libraries loaded, and the tests of the module run until the first fails; those of what reads and
writes rows, and of text reuse, are tried by tests/bench/mutants_in_forks.py. Properties are tried on fixed examples,
without shrinking. Mutants that no test can tell from the code, or need not, are explained in mutants_explained.txt, so
that what is printed below the row of a module is what nobody has answered.
"""

from __future__ import annotations

import argparse
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.bench.mutants_in_forks import Trial

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXPLAINED = HERE / "mutants_explained.txt"
MAKER = ROOT / ".venv/peers/mutants/bin/python"
EXAMPLES = 50
SECONDS_MORE, TIMES_MORE = 5, 5
"""Processor time that a mutant has beyond what the tests take without it, and how many times that."""
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)
LOADED_BEFORE = (
    "django",
    "django.db.models",
    "django.test",
    "rest_framework",
    "lxml.html",
    "hypothesis.strategies",
    "pytest_django.plugin",
)

PURE = {
    "corroboration.rules": "rules properties steps why",
    "corroboration.steps": "steps why",
    "corroboration.withdrawals": "withdrawals rules",
    "corroboration.signs": "signs suspicions",
    "corroboration.bridges": "bridges steps",
    "corroboration.circles": "circles rules",
    "corroboration.origins": "origins rules suspicions",
    "corroboration.why": "why",
    "corroboration.suspicions": "suspicions withdrawals",
    "corroboration.path": "path",
    "corroboration.rare_errors": "rare_errors",
    "corroboration.blind": "blind",
    "corroboration.shingles": "reuse",
    "corroboration.prepared": "reuse",
    "corroboration.standing": "reuse",
    "corroboration.reuse": "reuse",
    "credibility.record": "record",
    "credibility.beta": "beta record",
    "credibility.evaluation": "evaluation",
}
"""Module, and the tests that are asked, the most likely first."""
WITH_ROWS = {
    "corroboration.letters": "letters service",
    "corroboration.service": "service ../review/test_drain ../review/test_cascade",
    "corroboration.loading": "service letters suspicions ../web_editor/test_edges",
    "corroboration.text_index": "text_index",
    "credibility.blindness": "blindness",
    "credibility.outcomes": "outcomes",
    "credibility.resolving": "outcomes loading",
    "credibility.loading": "loading",
    "credibility.service": "service",
    "credibility.outside": "../recording/test_ratings",
}
IN_FORKS = {"corroboration.shingles", "corroboration.reuse"}
"""Without a database, and tried like those with one, because their tests take long to collect and to run."""
_LESS = "cacheprovider unraisableexception threadexception faulthandler junitxml doctest logging".split()
ALWAYS = ("-q", "-x", "--assert=plain", "--tb=no", f"--rootdir={ROOT}", *(f"-pno:{name}" for name in _LESS))
WITHOUT_DJANGO = ("-c", "/dev/null", "--noconftest")
WITH_DJANGO = ("-p", "pytest_django.plugin")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a module: ``text`` is the whole module with it."""

    line: int
    was: str
    becomes: str
    text: str

    def told(self, module: str) -> str:
        """The change, as the list of explained ones has it."""
        return f"{module}: {self.was} → {self.becomes}"


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads a given text for one module."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self, origin=str(_file(name)))

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, str(_file(self.name)), "exec"), module.__dict__)


def _file(name: str) -> Path:
    return ROOT / (name.replace(".", "/") + ".py")


def _tests(module: str) -> list[str]:
    names = (PURE.get(module) or WITH_ROWS[module]).split()
    found = [ROOT / "tests" / module.split(".")[0] / f"test_{name}.py" for name in names if "/" not in name]
    found += [ROOT / "tests" / f"{name.removeprefix('../')}.py" for name in names if "/" in name]
    return [str(path) for path in found if path.exists()]


def _runs(module: str) -> list[list[str]]:
    """Arguments for pytest, one run after the other: what the first file finds spares collecting the next."""
    django = WITH_DJANGO if module == "credibility.evaluation" else WITHOUT_DJANGO
    return [[*ALWAYS, *django, path] for path in _tests(module)]


class _QuickFirst:
    """Examples before properties, which take longer."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


def _run_in_child(module: str, text: str) -> None:
    """Load the module with this text and leave with what its tests come to; never returns."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.meta_path.insert(0, _Instead(f"claims.{module}", text))
    code = 1
    try:
        found = (int(pytest.main(arguments, [_QuickFirst()])) for arguments in _runs(module))
        code = next((one for one in found if one), 0)
    finally:
        os._exit(code)


def outcome(module: str, text: str, seconds: int) -> tuple[str, float]:
    """``killed``, ``survived`` or ``timed out``, and the processor time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        signal.alarm(20 * seconds)
        _run_in_child(module, text)
    _, status = os.waitpid(child, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if os.WIFSIGNALED(status):
        return ("timed out" if os.WTERMSIG(status) in _OUT_OF_TIME else "killed"), spent
    return ("survived" if os.WEXITSTATUS(status) == 0 else "killed"), spent


def mutants(module: str) -> list[Mutant]:
    """All mutants of a module."""
    path = _file(f"claims.{module}")
    said = subprocess.run(
        [str(MAKER), str(HERE / "mutants_made.py"), str(path)], check=True, capture_output=True, text=True
    )
    return [Mutant(**json.loads(line)) for line in said.stdout.splitlines()]


def explained() -> dict[str, str]:
    """Changes that no test can see, with the reason: the heading under which they stand."""
    found, reason = {}, ""
    for line in EXPLAINED.read_text().splitlines():
        if line.startswith("# "):
            reason = line.removeprefix("# ")
        elif line:
            found[line] = reason
    return found


def _seconds(spent: float) -> int:
    return int(SECONDS_MORE + TIMES_MORE * spent)


def _tried(module: str, chosen: Iterable[Mutant]) -> Iterator[tuple[Mutant, str]]:
    found, spent = outcome(module, _file(f"claims.{module}").read_text(), 600)
    if found != "survived":
        raise SystemExit(f"{module}: its tests do not pass as it is.")
    for mutant in chosen:
        yield mutant, outcome(module, mutant.text, _seconds(spent))[0]


def _tried_in_forks(module: str, chosen: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """The same in copies of one process, which is forked here and writes what it finds."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _try_in_forks(module, chosen, writing)
    os.close(writing)
    with os.fdopen(reading) as found:
        for line in found:
            number, came_to = line.split(" ", 1)
            yield chosen[int(number)], came_to.strip()
    if os.waitpid(child, 0)[1]:
        raise SystemExit(f"{module}: its tests do not pass as it is.")


def _try_in_forks(module: str, chosen: Sequence[Mutant], writing: int) -> None:
    """Try the mutants and leave; never returns."""
    name = f"claims.{module}"

    def note(number: int, came_to: str) -> None:
        os.write(writing, f"{number} {came_to}\n".encode())

    code = 1
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    try:
        trial = Trial(name, _file(name), chosen, _seconds, note)
        django = (*WITH_DJANGO, "--reuse-db") if module in WITH_ROWS else WITHOUT_DJANGO
        code = int(pytest.main([*ALWAYS, *django, "-s", *_tests(module)], [trial]))
    finally:
        os._exit(code)


def _chosen(module: str, sample: int | None, lines: Sequence[int], again: str | None) -> tuple[list[Mutant], int]:
    every = mutants(module)
    few = [mutant for mutant in every if not lines or mutant.line in lines]
    if again is not None:
        few = [mutant for mutant in few if mutant.told(module) in again]
    if sample is not None and sample < len(few):
        few = random.Random(module).sample(few, sample)
    return few, len(every)


def measure(module: str, chosen: Sequence[Mutant], of: int, why: dict[str, str]) -> list[str]:
    """Print the row of a module; return what survives and is not explained."""
    began = time.monotonic()
    counts: Counter[str] = Counter()
    left = []
    tried = _tried_in_forks if module in WITH_ROWS or module in IN_FORKS else _tried
    for mutant, found in tried(module, chosen):
        told = mutant.told(module)
        counts["explained" if found == "survived" and told in why else found] += 1
        if found == "survived" and told not in why:
            left.append(f"{mutant.line:4} {told}")
            print(left[-1], file=sys.stderr, flush=True)
    many = f"{len(chosen)}" if len(chosen) == of else f"{len(chosen)} of {of}"
    numbers = " | ".join(str(counts[name]) for name in ("killed", "timed out", "explained", "survived"))
    print(f"| {module} | {many} | {numbers} | {time.monotonic() - began:.0f} s |", flush=True)
    return left


def _prepared() -> None:
    settings.register_profile(
        "mutants",
        derandomize=True,
        max_examples=EXAMPLES,
        phases=(Phase.explicit, Phase.generate),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = False
    for name in LOADED_BEFORE:
        import_module(name)
    gc.collect()
    gc.freeze()


def main() -> None:
    """Print the table, and below it what survives without an explanation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", choices=[*PURE, *WITH_ROWS, []], metavar="MODULE")
    parser.add_argument("--sample", type=int, help="so many mutants of each module, always the same")
    parser.add_argument("--lines", type=int, nargs="+", default=[], help="only mutants of these lines")
    parser.add_argument("--again", type=Path, help="only mutants that an earlier run left, as it printed them here")
    given = parser.parse_args()
    again = given.again.read_text() if given.again else None
    os.nice(19)
    _prepared()
    print(
        "| module | mutants | killed | timed out | explained | survived | |\n|---|---|---|---|---|---|---|", flush=True
    )
    why = explained()
    for module in given.modules or PURE:
        chosen, of = _chosen(module, given.sample, given.lines, again)
        for line in measure(module, chosen, of, why):
            print(line, flush=True)


if __name__ == "__main__":
    main()
