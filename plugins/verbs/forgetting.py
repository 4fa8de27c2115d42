"""The verb that lets go of an address: readers who kept it are told so, or sent elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..blog.addresses import read_register, tell
from ..blog.files import write_if_changed
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.survey import Survey
from ..hosting.redirects import GONE, WEB
from .told import HOME, look, near, plainly


def forget(
    address: str, to: str = "", content: str | None = None, output: str | None = None
) -> None:
    """Write into the register that *address* is gone, or that readers find *to* instead."""
    with plainly():
        run = open_run(HOME, content, output)
        found = look(run)
        url, told = _ours(address), to and (to if to.startswith(WEB) else _ours(to))
        _require_gone(url, run, found)
        _require_there(told, url, found)
        text = run.register.read_text(encoding="utf-8")
        write_if_changed(run.register, tell(text, url, told or GONE).encode())
    readers = f"readers who kept it are sent on to {told}" if told else "readers find nothing there"
    print(f"{near(run.register)} says so: with the next publish {readers}")


def _ours(address: str) -> str:
    """*address* as the register has it, whether it was typed whole or in part."""
    path = urlsplit(address).path.strip("/")
    return f"/{path}" if "." in path.rsplit("/", 1)[-1] else f"/{path}/".replace("//", "/")


def _require_gone(url: str, run: Run, found: Survey) -> None:
    register = read_register(run.register)
    known = dict.fromkeys(each.url for each in register.addresses)
    if url not in known:
        what = f"{url} was never published{nearest(url, known)}"
        raise ProblemsFound([Problem(near(run.register), 1, what)])
    for place in found.places:
        if place.url == url and place.source.path not in found.left_out:
            what = f"{url} is the address of this; take it away, or give it another slug, first"
            raise ProblemsFound([Problem(place.source.shown, 1, what)])


def _require_there(to: str, url: str, found: Survey) -> None:
    if not to or to.startswith(WEB):
        return
    pages = {place.url for place in found.places if place.url}
    if to not in pages or to == url:
        what = f"--to {to} is no article or page here{nearest(to, pages - {url})}"
        raise ProblemsFound([Problem("--to", 1, what)])
