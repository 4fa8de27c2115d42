"""The verb that shows, judges and improves the topics."""

from __future__ import annotations

from ..blog.opening import open_run
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import Survey
from ..topics import answers
from .keeping import place_for
from .surveying import survey_of
from .tagged import tell_all
from .told import HOME, listing, near, plainly


def topics(
    content: str | None = None,
    output: str | None = None,
    json: bool = False,
    path: list[str] | None = None,
    why_not: str | None = None,
    evaluate: bool = False,
    learn: bool = False,
    accept: list[str] | None = None,
) -> None:
    """Show each article's topics and the sentences that speak for them."""
    with listing(), plainly():
        run, only = open_run(HOME, content, output), path or []
        if accept and not run.own and not (run.content / "taxonomy.toml").is_file():
            what = "this folder has no taxonomy.toml of its own to write into"
            raise ProblemsFound([Problem(near(run.content), 1, what)])

        def found() -> Survey:
            return survey_of(run, place_for("check", content, output))

        if learn or accept:
            text = answers.learn(run.settings, found(), only, accept or [])
        elif evaluate:
            text = answers.judge(run.settings, found(), only)
        elif why_not:
            text = answers.explain(run.settings, found(), why_not, only)
        elif not only:
            text = tell_all(run, place_for("topics", content, output), found, json=json)
        elif json:
            text = answers.show_json(run.settings, found(), only)
        else:
            text = answers.show(run.settings, found(), only)
        print(text, end="")
