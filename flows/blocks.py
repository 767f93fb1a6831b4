"""The Prefect block that kip adds to those of Prefect itself: mail by SMTP."""

from __future__ import annotations

from prefect.blocks.notifications import AppriseNotificationBlock
from pydantic import SecretStr

SCHEMES = ("mailto://", "mailtos://")
EXAMPLE = "mailtos://mail.example.org?user=kip&pass=…&from=kip@example.org&to=office@example.org"


class Mail(AppriseNotificationBlock):
    """Mail by SMTP; `url` is an address as Apprise has it, with server, password, sender and receivers.

    It begins with mailtos:// for a connection that is encrypted, or mailto:// for one that is not. Prefect keeps it
    encrypted in its database. Raises ValueError for any other address.
    """

    _block_type_name = "Mail"
    _block_type_slug = "mail"

    def block_initialization(self) -> None:
        """Make ready to send."""
        address = self.url.get_secret_value()
        if not address.startswith(SCHEMES):
            raise ValueError(f"the address of a mail block looks like {EXAMPLE}")
        # As HTML, a report would hold what sites write into their pages, and pictures that tell who reads it.
        self._start_apprise_client(SecretStr(f"{address}{'&' if '?' in address else '?'}format=text"))
