"""How far a command is, told on its standard error."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

WIDTH = 30
"""Marks of the progress bar."""
EVERY = 5.0
"""Seconds between two lines on what is no terminal."""


class Bar:
    """How far it is: a bar that is drawn over itself on a terminal, else a line every ``EVERY`` seconds."""

    def __init__(self, most: int, out: OutputWrapper, *, on_terminal: bool, done: str = "visited") -> None:
        self._most, self._out, self._on_terminal, self._done = most, out, on_terminal, done
        self._began = self._told = time.monotonic()

    def _write(self, words: str, *, ending: str = "\n") -> None:
        self._out.write(words, style_func=str, ending=ending)  # how far it is is no error: not in red

    def show(self, done: int) -> None:
        """Tell that ``done`` are done."""
        now = time.monotonic()
        if self._on_terminal:
            self._write(f"\r{bar(done, self._most, seconds=now - self._began, word=self._done)}", ending="")
            self._out.flush()
        elif now - self._told >= EVERY:
            self._told = now
            self._write(f"{done} of {self._most} {self._done}")

    def say(self, words: str) -> None:
        """A line of its own."""
        self._write(f"\n{words}" if self._on_terminal else words)

    def end(self, done: int) -> None:
        """The last line."""
        if self._on_terminal:
            self.show(done)
            self._write("")
        else:
            self._write(f"{done} of {self._most} {self._done}")


def bar(done: int, most: int, *, seconds: float, word: str = "visited") -> str:
    """``[#####     ] 12 of 24 visited, about 9 s left``."""
    marks = "#" * (WIDTH * done // most)
    left = f", about {seconds / done * (most - done):.0f} s left" if 0 < done < most else ""
    return f"[{marks:<{WIDTH}}] {done} of {most} {word}{left}".ljust(WIDTH + 50)
