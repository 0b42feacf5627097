"""Mutants tried in copies of one process that has the tests, and the database where they need one, ready.

Called by tests/bench/mutants.py. All tests of the module run once, as it is, and it is noted which of its functions
each one calls. Then each mutant is tried in a fork: what it changes is put into the functions and values that stand
there already, and the tests that call the function it is in run until the first fails. A value that another module
made something of when it was loaded stays there as it was: so a mutant may survive that a new process would kill, and
never the other way round.
"""

from __future__ import annotations

import ast
import functools
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Protocol

import pytest
from django.conf import settings

Span = tuple[int, int]
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)


class Changed(Protocol):
    """A mutant: the line that it changes and the whole text with it."""

    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...


class Trial:
    """A plugin of pytest that tries mutants in place of running the tests; ``note`` is told what each came to."""

    def __init__(
        self,
        name: str,
        path: Path,
        chosen: Sequence[Changed],
        seconds: Callable[[float], int],
        note: Callable[[int, str], None],
    ) -> None:
        self._name, self._path, self._chosen, self._seconds, self._note = name, path, chosen, seconds, note
        self._callers: dict[int, set[str]] = defaultdict(set)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All tests once, then each mutant."""
        spent = self._ran(session)
        functions = _functions(self._path.read_text())
        for number, mutant in enumerate(self._chosen):
            inside = next((span for span in functions if span[0] <= mutant.line <= span[1]), None)
            asked = [item for item in session.items if inside is None or self._calls(item.nodeid, inside)]
            self._note(number, self._outcome(session, asked, mutant, self._seconds(spent)))
        return True

    def _ran(self, session: pytest.Session) -> float:
        """Run all tests as the code is, quickest first from then on; the processor time of it."""
        took: dict[str, float] = {}
        before = time.process_time()
        for item in session.items:
            began = time.process_time()
            sys.settrace(functools.partial(self._called, item.nodeid))
            _run(session, [item])
            sys.settrace(None)
            took[item.nodeid] = time.process_time() - began
            if session.testsfailed:
                raise SystemExit(f"{self._name}: its tests do not pass as it is: {item.nodeid}")
        session.items.sort(key=lambda item: took[item.nodeid])
        return time.process_time() - before

    def _called(self, test: str, frame: FrameType, event: str, _: object) -> None:
        if frame.f_code.co_filename == str(self._path):
            self._callers[frame.f_code.co_firstlineno].add(test)

    def _calls(self, test: str, function: Span) -> bool:
        first, last = function
        return any(first <= line <= last and test in tests for line, tests in self._callers.items())

    def _outcome(self, session: pytest.Session, asked: Sequence[pytest.Item], mutant: Changed, seconds: int) -> str:
        _nothing_open()
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            signal.alarm(20 * seconds)
            self._in_child(session, asked, mutant)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "timed out" if os.WTERMSIG(status) in _OUT_OF_TIME else "killed"
        return "survived" if os.WEXITSTATUS(status) == 0 else "killed"

    def _in_child(self, session: pytest.Session, asked: Sequence[pytest.Item], mutant: Changed) -> None:
        code = 1
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            put_in_place(sys.modules[self._name], mutant.text)
            code = int(not _run(session, asked))
        finally:
            os._exit(code)


def _run(session: pytest.Session, items: Sequence[pytest.Item]) -> bool:
    """Whether all of these pass; stops at the first that does not. What the whole session shares stays set up."""
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following or _Nothing(session))
        if session.testsfailed:
            return False
    return True


class _Nothing:
    """Stands for a next test that shares the session alone."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session

    def listchain(self) -> list[pytest.Session]:
        """What it needs set up."""
        return [self._session]


def _nothing_open() -> None:
    """No connection may be shared with a copy of this process."""
    if not settings.configured:
        return
    from django.core.cache import caches
    from django.db import connections

    connections.close_all()
    caches.close_all()


def _functions(text: str) -> list[Span]:
    """First and last lines of functions and methods, with their decorators, the outermost alone."""

    def within(nodes: Sequence[ast.stmt]) -> Iterator[Span]:
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                yield min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.end_lineno or node.lineno
            elif isinstance(node, ast.ClassDef):
                yield from within(node.body)

    return [*within(ast.parse(text).body)]


def put_in_place(module: ModuleType, text: str) -> None:
    """Change a loaded module to what ``text`` says, also where others have taken its names."""
    new = dict(vars(module))
    exec(compile(text, str(module.__file__), "exec"), new)
    for name, value in vars(module).copy().items():
        if name in new and not name.startswith("__"):
            _changed(module, name, value, new[name])


def _changed(module: ModuleType, name: str, old: object, new: object) -> None:
    if isinstance(old, ModuleType):
        return
    if isinstance(old, type):
        if old.__module__ == module.__name__:
            _methods_changed(vars(old), vars(new))
        return
    one, other = _function(old), _function(new)
    if one is not None and other is not None:
        if one.__module__ == module.__name__:
            _code_changed(old, one, other)
    elif old != new:
        _rebound(name, old, new)


def _methods_changed(old: Mapping[str, object], new: Mapping[str, object]) -> None:
    for name, value in old.items():
        one, other = _function(value), _function(new.get(name))
        if one is not None and other is not None:
            _code_changed(value, one, other)


def _function(value: object) -> FunctionType | None:
    """The function inside of what decorators made of it."""
    for inside in ("__func__", "fget", "func", "__wrapped__"):
        value = getattr(value, inside, None) or value
    return value if isinstance(value, FunctionType) else None


def _code_changed(holder: object, old: FunctionType, new: FunctionType) -> None:
    if _free(old.__code__) == _free(new.__code__):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    forget = getattr(holder, "cache_clear", None)
    if callable(forget):
        forget()


def _free(code: CodeType) -> int:
    return len(code.co_freevars)


def _rebound(name: str, old: object, new: object) -> None:
    """Give a value a new one in every module that has it by this name."""
    for module in list(sys.modules.values()):
        if vars(module).get(name) is old:
            setattr(module, name, new)
