"""Sveltia CMS's configuration for this site: where things lie, and what is asked of a writer."""

from __future__ import annotations

from typing import Any

from .form import House, article_fields, edition_fields, page_fields
from .settings import AdminSettings


def make_config(
    section: AdminSettings, house: House, url: str, content: str, *, editions: str = ""
) -> dict[str, Any]:
    """All of it, to be written as JSON. *content* and *editions* are folders from the top of the
    repository; no *editions*, no form for them."""
    collections = [
        _collection(
            "articles",
            "Articles",
            f"{content}/articles",
            article_fields(house),
            label_singular="Article",
            slug="{{year}}-{{month}}-{{day}}-{{slug}}",
            summary="{{title}}",
            sortable_fields={
                "fields": ["date", "title"],
                "default": {"field": "date", "direction": "descending"},
            },
            view_filters=[{"label": "Drafts", "field": "status", "pattern": "draft"}],
        ),
        _collection(
            "pages",
            "Pages",
            f"{content}/pages",
            page_fields(house),
            label_singular="Page",
            slug="{{slug}}",
        ),
    ]
    if editions:
        collections.append(
            _collection(
                "editions",
                "Editions",
                editions,
                edition_fields(),
                label_singular="Edition",
                slug="{{year}}-{{month}}",
                description="The editor's word for the month in which it is made",
                identifier_field="title",
            )
        )
    return {
        "backend": _backend(section),
        "site_url": url,
        "display_url": url,
        "media_folder": f"{content}/images",
        "public_folder": "/images",
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 60},
        # What a writer leaves empty stays out of the file.
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}},
        "collections": collections,
    }


def policy_of(section: AdminSettings, site: str) -> str:
    """What the page may do: run the one script, talk to where the articles are kept, show their
    pictures. The script writes styles of its own, so those are allowed."""
    ours = ("'self'", "blob:", "data:")
    faces = " ".join((*ours, *([site] if site else []), *section.faces))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src {faces}",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            f"connect-src {' '.join((*ours, *section.hosts))}",
            "frame-src blob:",
            "worker-src blob:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _backend(section: AdminSettings) -> dict[str, str]:
    if section.backend == "test-repo":
        return {"name": section.backend}
    more = {"base_url": section.base_url, "api_root": section.api_root}
    told = {key: value for key, value in more.items() if value}
    return {"name": section.backend, "repo": section.repo, "branch": section.branch, **told}


def _collection(
    name: str, label: str, folder: str, fields: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "folder": folder,
        "create": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        **more,
        "fields": fields,
    }
