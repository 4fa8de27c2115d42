"""The pages at old addresses, and the files that send readers on before they see one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican.generators import Generator, PelicanTemplateNotFound

from ..blog.addresses import SEEN, Register, read_register
from ..blog.files import write_if_changed
from ..blog.settings import BlogSettings, read_section
from .redirects import Here, Move, as_redirects, file_of, follow

REDIRECTS = "_redirects"


class MovedGenerator(Generator):  # type: ignore[misc]
    """Writes a page for each address of the past whose article now stands elsewhere."""

    moves: tuple[Move, ...] = ()

    def generate_context(self) -> None:
        """Give templates and later plugins ``moves``."""
        path = Path(read_section(self.settings, "BLOG", BlogSettings).register)
        register = read_register(path)
        contents = [each for each in self.context["generated_content"].values() if each]
        self.contents = {f"/{each.url}": each for each in contents}
        self.moves = follow(register, _here(register, contents)).moves
        self.context["moves"] = self.moves

    def generate_output(self, writer: Any) -> None:
        """The pages where the theme has a template for them, and ``_redirects`` in any case."""
        write_if_changed(Path(self.output_path, REDIRECTS), as_redirects(self.moves).encode())
        try:
            template = self.get_template("moved")
        except PelicanTemplateNotFound:
            return
        for move in self.moves:
            file = file_of(move.old)
            if file:
                writer.write_file(
                    file,
                    template,
                    self.context,
                    relative_urls=self.settings["RELATIVE_URLS"],
                    url=move.old.lstrip("/"),
                    move=move,
                    moved=self.contents.get(move.new),
                )


def _here(register: Register, contents: list[Any]) -> Iterator[Here]:
    for content in contents:
        if content.status in SEEN:
            url, path = f"/{content.url}", content.relative_source_path
            own_id = str(getattr(content, "id", "") or "")
            yield Here(url, path, register.guid(path, url, own_id))
