"""What a host asks of robots."""

from __future__ import annotations

from protego import Protego

from pipeline.ingestion.settings import PRODUCT

# A site may ask for a pause, but a file of rules can't stop an ingestion by a pause of a day.
LONGEST_DELAY_S = 60.0


class Robots:
    """The rules of one robots.txt for kip; an empty text allows everything."""

    def __init__(self, text: str) -> None:
        """Read the rules; what is no rule is passed over."""
        self._rules = Protego.parse(text)

    def allow(self, address: str) -> bool:
        """Return whether an address may be asked for."""
        return bool(self._rules.can_fetch(address, PRODUCT))

    @property
    def delay_s(self) -> float:
        """Return the seconds between two requests that the host asks for, 0 where it asks for none."""
        return min(float(self._rules.crawl_delay(PRODUCT) or 0.0), LONGEST_DELAY_S)
