"""What the templates of articles take from outside is found without running them."""

from __future__ import annotations

from jinja2 import DictLoader, Environment

from plugins.incremental.keep import names_in


def names(**templates: str) -> set[str] | None:
    return names_in(Environment(loader=DictLoader(templates), autoescape=True), ["article"])


def test_names_of_all_that_is_extended_included_and_imported() -> None:
    found = names(
        article='{% extends "base" %}{% block a %}{{ one.x }}{% include "part" %}{% endblock %}',
        base='{% import "macros" as m with context %}{{ two|default(three) }}',
        part="{% for each in four %}{{ each }}{% endfor %}",
        macros="{% macro show(x) %}{{ x }}{{ five }}{% endmacro %}",
    )
    assert found
    assert found >= {"one", "two", "three", "four", "five"}


def test_a_template_chosen_while_it_renders_hides_its_names() -> None:
    assert names(article="{% include chosen %}") is None


def test_a_template_that_is_not_there() -> None:
    assert names(article='{% include "gone" %}') is None


def test_a_parameter_of_a_macro_is_no_name_from_outside() -> None:
    macro = "{% macro show(inner, other=outside) %}{{ inner }}{{ free }}{% endmacro %}"
    assert names(article=macro) == {"outside", "free"}
    assert names(article=macro + "{{ inner }}") == {"outside", "free", "inner"}
    nested = (
        "{% macro a(x) %}{% macro b(y) %}{{ x }}{{ y }}{{ z }}{% endmacro %}{{ y }}{% endmacro %}"
    )
    assert names(article=nested) == {"y", "z"}


def test_a_name_set_in_one_branch_comes_from_outside_in_the_other() -> None:
    found = names(article="{% if here %}{% set maybe = 1 %}{% endif %}{{ maybe }}")
    assert found == {"here", "maybe"}
