"""All mutants of a module, one JSON object a line: the line, what it was, what it becomes, the whole new text.

Run by tests/bench/mutants.py with the Python of an environment of its own, which has mutmut: its operators change the
code, and a few more are added. mutmut itself changes no decorated function and nothing outside functions; here the
tables of the rules are changed as well, since each mutant is loaded as a module of its own.
"""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators, operator_arg_removal, operator_string
from mutmut.mutation.pragma_handling import IgnoredCode


def _negated(node: cst.If | cst.CompIf) -> Iterator[cst.CSTNode]:
    """The other branch. What is compared by one operator is left to mutmut, which turns that."""
    if not isinstance(node.test, cst.Comparison | cst.UnaryOperation):
        inner = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        yield node.with_changes(test=cst.UnaryOperation(cst.Not(), inner))


def _less(node: cst.Integer) -> Iterator[cst.CSTNode]:
    """One less; one more is mutmut's."""
    if node.evaluated_value > 0:
        yield node.with_changes(value=str(node.evaluated_value - 1))


def _nothing_returned(node: cst.Return) -> Iterator[cst.CSTNode]:
    """None returned; in place of False it would be no other answer."""
    if node.value is not None and not (isinstance(node.value, cst.Name) and node.value.value in {"None", "False"}):
        yield node.with_changes(value=cst.Name("None"), whitespace_after_return=cst.SimpleWhitespace(" "))


def _left_undone(node: cst.Expr) -> Iterator[cst.CSTNode]:
    """A statement left out; no docstring."""
    if isinstance(node.value, cst.Call | cst.Yield):
        yield cst.Pass()


def _other_words(node: cst.BaseString) -> Iterator[cst.CSTNode]:
    """Other words, once: mutmut tries the same in capitals and in small letters as well."""
    yield from islice(operator_string(node), 1)


def _other_arguments(node: cst.Call) -> Iterator[cst.CSTNode]:
    """None for an argument, or a named one left out; an unnamed one left out is an error of the call, seen at once.

    ``strict`` only says what is known of lengths.
    """
    named = [argument for argument in node.args if argument.keyword is not None]
    for changed in operator_arg_removal(node):
        if _strict(changed) == _strict(node) and (
            len(changed.args) == len(node.args) or len(named) > sum(arg.keyword is not None for arg in changed.args)
        ):
            yield changed


def _strict(node: cst.Call) -> list[cst.Arg]:
    return [argument for argument in node.args if _is_strict(argument)]


def _is_strict(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value == "strict"


_INSTEAD = {operator_string: _other_words, operator_arg_removal: _other_arguments}
_OPERATORS = [
    *((kind, _INSTEAD.get(operator, operator)) for kind, operator in mutation_operators),
    (cst.If, _negated),
    (cst.CompIf, _negated),
    (cst.Integer, _less),
    (cst.Return, _nothing_returned),
    (cst.Expr, _left_undone),
]


class _Everywhere(MutationVisitor):
    """Also in decorated functions; not in decorators, imports, names of types and what is only told of a type."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Decorator | cst.Import | cst.ImportFrom) or _names_a_type(node) or _is_told(node):
            return True
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            node = node.with_changes(decorators=())
        return bool(super()._skip_node_and_children(node))


def _is_told(node: cst.CSTNode) -> bool:
    if _is_strict(node):
        return True
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "cast"


def _names_a_type(node: cst.CSTNode) -> bool:
    if not isinstance(node, cst.Assign):
        return False
    if isinstance(node.value, cst.Call):
        return isinstance(node.value.func, cst.Name) and node.value.func.value == "TypeVar"
    return isinstance(node.value, cst.Subscript) and _plain(node.value.value)


def _plain(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and (node.value in {"tuple", "dict", "list"} or node.value[0].isupper())


def made(path: Path) -> Iterator[dict[str, object]]:
    """The mutants of a file; one text is given once, however it came about."""
    code = path.read_text()
    visitor = _Everywhere(_OPERATORS, IgnoredCode(set(), set(), set()))
    module = MetadataWrapper(cst.parse_module(code)).visit(visitor)
    seen = {code}
    for mutation in visitor.mutations:
        changed = deep_replace(module, mutation.original_node, mutation.mutated_node)
        text = changed.code if isinstance(changed, cst.Module) else code
        if text not in seen:
            seen.add(text)
            yield {**_difference(code, text), "text": text}


def _difference(before: str, after: str) -> dict[str, object]:
    old, new = before.splitlines(), after.splitlines()
    blocks = [block for block in difflib.SequenceMatcher(None, old, new, False).get_opcodes() if block[0] != "equal"]
    first, last = blocks[0], blocks[-1]
    return {
        "line": first[1] + 1,
        "was": " ".join(line.strip() for line in old[first[1] : last[2]]),
        "becomes": " ".join(line.strip() for line in new[first[3] : last[4]]),
    }


if __name__ == "__main__":
    for mutant in made(Path(sys.argv[1])):
        print(json.dumps(mutant))
