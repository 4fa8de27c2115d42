"""Builds that do not repeat what is known: each result is exactly that of a whole build.

Nothing is imported here, so that a build that has nothing to do ends before Pelican is loaded.
"""


def register() -> None:
    """What Pelican calls where a site names this folder as a plugin: any site of Pelican's."""
    from .stock import connect

    connect()
