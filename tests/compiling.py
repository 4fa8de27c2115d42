"""Jinja compiles a template once for a test process, however many sites are built in it.

To compile is half of what a small site's build takes. Code is known by all that decides it: the
template's text and name, and the options, filters and tests of its environment.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from types import BuiltinFunctionType, CodeType, FunctionType
from typing import Any

from jinja2 import Environment
from jinja2.utils import internalcode

OPTIONS = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string",
    "comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix",
    "trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized",
    "sandboxed", "is_async", "finalize", "code_generator_class",
)  # fmt: skip


@contextmanager
def compiled_once() -> Iterator[None]:
    """While it lasts, the same text is not compiled twice."""
    usual: Callable[..., Any] = Environment.compile
    known: dict[Hashable, CodeType] = {}

    @internalcode
    def compile_once(
        self: Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:
        if raw or not isinstance(source, str):
            return usual(self, source, name, filename, raw, defer_init)
        key = (source, name, defer_init, _world(self, name))
        if key not in known:
            known[key] = usual(self, source, name, filename, raw, defer_init)
        return _from(known[key], filename or "<template>")

    Environment.compile = compile_once  # type: ignore[method-assign]
    try:
        yield
    finally:
        Environment.compile = usual  # type: ignore[method-assign]


def _world(env: Environment, name: str | None) -> Hashable:
    """All that decides what becomes of a template beside its text. What is constant is computed
    when it is compiled: so filters of another site's, though named the same, are others."""
    escaped = env.autoescape(name) if callable(env.autoescape) else env.autoescape
    return (
        type(env),
        tuple(getattr(env, each) for each in OPTIONS),
        escaped,
        tuple(env.extensions),
        repr(sorted(env.policies.items())),
        *(
            tuple((each, _known(function)) for each, function in sorted(functions.items()))
            for functions in (env.filters, env.tests)
        ),
    )


def _known(function: Callable[..., Any]) -> Hashable:
    """A function is itself, and no other that is like it; what Pelican makes for each of its
    generators anew is what it holds."""
    if isinstance(function, FunctionType | BuiltinFunctionType | type):
        return function
    if isinstance(function, partial):
        return (partial, function.func, repr(function.args), repr(function.keywords))
    return (type(function), repr(vars(function)))


def _from(code: CodeType, filename: str) -> CodeType:
    """*code* as if it were compiled from the file of that name."""
    if code.co_filename == filename:
        return code
    inside = tuple(
        _from(each, filename) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    return code.replace(co_filename=filename, co_consts=inside)
