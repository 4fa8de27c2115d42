"""The calls of the official client that are about an audience and who is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .mailchimp_answers import Answer
from .mailchimp_client import PAGE, Edge

SHAPE_OF_HASH = re.compile(r"[0-9a-f]{32}")
"""The MD5 of an address in small letters: no address ever stands in a request of ours."""

OF_AUDIENCE = (
    "id",
    "name",
    "double_optin",
    "subscribe_url_long",
    "campaign_defaults",
    "contact",
    "stats.campaign_last_sent",
)
OF_CATEGORY = ("categories.id", "categories.title", "categories.type", "total_items")
OF_GROUP = ("interests.id", "interests.name", "total_items")
OF_MEMBER = ("members.id", "members.status", "members.interests", "total_items")


class People(Edge):
    """Mailchimp, with what an audience is asked for. Whoever calls has checked the ids' shapes."""

    def described(self, audience: str) -> Answer:
        """The audience itself: its name, its sender, its postal address."""
        call = self._client.lists.get_list
        return self._look({"id": str, "name": str}, call, audience, fields=list(OF_AUDIENCE))

    def categories(self, audience: str, offset: int) -> Answer:
        """One page of the categories that readers' choices are grouped in."""
        return self._look(
            {"categories": list, "total_items": int},
            self._client.lists.get_list_interest_categories,
            audience,
            fields=list(OF_CATEGORY),
            count=PAGE,
            offset=offset,
        )

    def groups(self, audience: str, category: str, offset: int) -> Answer:
        """One page of the groups of a category."""
        return self._look(
            {"interests": list, "total_items": int},
            self._client.lists.list_interest_category_interests,
            audience,
            category,
            fields=list(OF_GROUP),
            count=PAGE,
            offset=offset,
        )

    def counted(self, audience: str, status: str) -> Answer:
        """How many members have that status."""
        return self._look(
            {"total_items": int},
            self._client.lists.get_list_members_info,
            audience,
            fields=["total_items"],
            count=1,
            status=status,
        )

    def members(self, audience: str, offset: int, status: str = "subscribed") -> Answer:
        """One page of members, oldest first, so that a new one does not move the others. Neither
        an address nor a name is asked for."""
        return self._look(
            {"members": list, "total_items": int},
            self._client.lists.get_list_members_info,
            audience,
            fields=list(OF_MEMBER),
            count=PAGE,
            offset=offset,
            status=status,
            sort_field="timestamp_opt",
            sort_dir="ASC",
        )

    def add_category(self, audience: str, title: str) -> Answer:
        body = {"title": title, "type": "checkboxes"}
        call = self._client.lists.create_list_interest_category
        return self._act({"id": str, "title": str}, call, audience, body)

    def add_group(self, audience: str, category: str, name: str) -> Answer:
        call = self._client.lists.create_interest_category_interest
        return self._act({"id": str, "name": str}, call, audience, category, {"name": name})

    def put_into(self, audience: str, member: str, groups: Sequence[str]) -> Answer:
        """Add *groups* to what a member follows; nothing else of the member is touched. The same
        again is harmless."""
        body = {"interests": dict.fromkeys(groups, True)}

        def call() -> object:
            # A field that became required since is no reason to refuse an old reader.
            return self._client.lists.update_list_member(
                audience, member, body, skip_merge_validation="true"
            )

        return self._act({"id": str, "interests": dict}, call)
