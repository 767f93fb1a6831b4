"""How sites are asked: politely, within bounds, and never where they must not lead."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingestion.fetching import Fetcher, Validators
from pipeline.ingestion.refusals import Refusal
from pipeline.ingestion.settings import IngestSettings
from tests.ingestion.conftest import StillClock, settings_in
from tests.ingestion.sites import Reply, Site


@pytest.fixture
def settings(tmp_path: Path) -> IngestSettings:
    return settings_in(tmp_path)


@pytest.fixture
def fetcher(settings: IngestSettings, clock: StillClock) -> Fetcher:
    return Fetcher(settings, clock)


def refused(fetcher: Fetcher, site: Site, path: str, *more: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        fetcher.fetch(site[path], [site.host, *more])
    assert caught.value.reason.endswith((".", "ns."))
    return caught.value


def test_a_page_is_fetched_once_and_then_asked_whether_it_changed(five: list[Site], fetcher: Fetcher) -> None:
    five[0].serve("/kip", Reply(b"hello"))
    first = fetcher.fetch(five[0]["/kip"], [five[0].host])
    assert first.body == b"hello"
    again = fetcher.fetch(five[0]["/kip"], [five[0].host], first.validators)
    assert again.body is None
    assert five[0].asked == [("/robots.txt", 404), ("/kip", 200), ("/kip", 304)]


def test_a_site_sees_who_asks_and_waits_between_two_requests(
    five: list[Site], fetcher: Fetcher, clock: StillClock
) -> None:
    for path in ("/a", "/b"):
        five[0].serve(path, Reply(b"x"))
        fetcher.fetch(five[0][path], [five[0].host])
    assert all(agent.startswith("kip-pipeline/") and "kip@example.org" in agent for agent in five[0].agents)
    assert clock.waits == [2.0, 2.0]


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side(five: list[Site], fetcher: Fetcher) -> None:
    addresses = [(site, site[f"/{number}"]) for number in range(4) for site in five[:2]]
    for site, address in addresses:
        site.serve(address.removeprefix(site.address), Reply(b"xx", drip_s=0.02))
    with ThreadPoolExecutor(8) as executor:
        answers = list(executor.map(lambda pair: fetcher.fetch(pair[1], [pair[0].host]), addresses))
    assert {answer.body for answer in answers} == {b"xx"}
    assert [site.most_at_once for site in five[:2]] == [1, 1]


def test_a_busy_site_is_asked_again_when_it_says(five: list[Site], fetcher: Fetcher, clock: StillClock) -> None:
    five[0].serve("/kip", [Reply(status=429, headers={"Retry-After": "30"}), Reply(b"now")])
    assert fetcher.fetch(five[0]["/kip"], [five[0].host]).body == b"now"
    assert 30 in clock.waits


def test_a_date_of_return_is_understood(five: list[Site], fetcher: Fetcher, clock: StillClock) -> None:
    later = "Mon, 05 Jan 2026 06:01:30 GMT"
    five[0].serve("/kip", [Reply(status=503, headers={"Retry-After": later}), Reply(b"now")])
    assert fetcher.fetch(five[0]["/kip"], [five[0].host]).body == b"now"
    assert max(clock.waits) == pytest.approx(90 - 2)


def test_a_site_that_wants_a_day_is_left_for_the_next_run(five: list[Site], fetcher: Fetcher) -> None:
    five[0].serve("/kip", Reply(status=503, headers={"Retry-After": "86400"}))
    assert refused(fetcher, five[0], "/kip").code == "later"
    assert len(five[0].served(503)) == 1


def test_an_error_of_the_moment_passes_and_a_lasting_one_is_told(
    five: list[Site], fetcher: Fetcher, clock: StillClock
) -> None:
    five[0].serve("/kip", [Reply(status=500), Reply(status=502), Reply(b"fine")])
    assert fetcher.fetch(five[0]["/kip"], [five[0].host]).body == b"fine"
    assert clock.waits == [2.0, 5.0, 10.0]
    five[1].serve("/kip", Reply(status=500))
    assert refused(fetcher, five[1], "/kip").code == "status"
    assert len(five[1].served(500)) == 4


@pytest.mark.parametrize(
    ("status", "code"), [(404, "not_found"), (410, "not_found"), (401, "locked"), (403, "locked"), (418, "status")]
)
def test_what_a_site_answers_is_told_by_its_code(five: list[Site], fetcher: Fetcher, status: int, code: str) -> None:
    five[0].serve("/kip", Reply(status=status))
    assert refused(fetcher, five[0], "/kip").code == code


def test_robots_are_asked_first_and_heeded(five: list[Site], fetcher: Fetcher, clock: StillClock) -> None:
    rules = b"User-agent: *\nDisallow: /intern\nCrawl-delay: 7\n"
    five[0].serve("/robots.txt", Reply(rules, media_type="text/plain"))
    five[0].serve("/intern/kip.pdf", Reply(b"x"))
    five[0].serve("/kip", Reply(b"x"))
    assert refused(fetcher, five[0], "/intern/kip.pdf").code == "robots"
    assert five[0].served() == ["/robots.txt"]
    for _ in range(2):
        fetcher.fetch(five[0]["/kip"], [five[0].host])
    assert 7.0 in clock.waits


def test_rules_that_lie_on_another_host_of_the_source_hold(five: list[Site], fetcher: Fetcher) -> None:
    bare, named = five[0], five[1]
    bare.serve("/robots.txt", Reply(status=301, headers={"Location": named["/robots.txt"]}))
    named.serve("/robots.txt", Reply(b"User-agent: *\nDisallow: /intern", media_type="text/plain"))
    bare.serve("/kip", Reply(b"x"))
    assert fetcher.fetch(bare["/kip"], [bare.host, named.host]).body == b"x"
    assert refused(fetcher, bare, "/intern", named.host).code == "robots"
    five[2].serve("/robots.txt", Reply(status=301, headers={"Location": "https://elsewhere.example/robots.txt"}))
    assert "elsewhere.example" in refused(fetcher, five[2], "/kip").reason


def test_a_site_whose_rules_cannot_be_had_is_not_asked(five: list[Site], fetcher: Fetcher) -> None:
    five[0].serve("/robots.txt", Reply(status=500))
    five[0].serve("/kip", Reply(b"x"))
    assert refused(fetcher, five[0], "/kip").code == "status"
    assert refused(fetcher, five[0], "/kip").code == "status"
    assert "/kip" not in [path for path, _ in five[0].asked]
    assert len(five[0].asked) == 4


def test_redirects_are_followed_and_an_endless_one_ends(five: list[Site], fetcher: Fetcher) -> None:
    five[0].serve("/kip", Reply(status=302, headers={"Location": "/neu/F%C3%B6rderung"}))
    five[0].serve("/neu/F%C3%B6rderung", Reply(b"here"))
    assert fetcher.fetch(five[0]["/kip"], [five[0].host]).address == five[0]["/neu/F%C3%B6rderung"]
    five[0].serve("/rund", Reply(status=301, headers={"Location": "/rund"}))
    assert refused(fetcher, five[0], "/rund").code == "redirects"
    assert five[0].served(301) == ["/rund"] * 6


def test_a_redirect_leads_to_allowed_hosts_alone(five: list[Site], fetcher: Fetcher) -> None:
    five[0].serve("/kip", Reply(status=302, headers={"Location": five[1]["/kip"]}))
    five[1].serve("/kip", Reply(b"elsewhere"))
    assert refused(fetcher, five[0], "/kip").code == "not_allowed"
    assert five[1].asked == []
    assert fetcher.fetch(five[0]["/kip"], [five[0].host, five[1].host]).body == b"elsewhere"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://{host}/kip", "http://user@{host}/kip", "gopher://x"])
def test_a_redirect_leads_to_http_alone(five: list[Site], fetcher: Fetcher, target: str) -> None:
    five[0].serve("/kip", Reply(status=302, headers={"Location": target.format(host=five[0].host)}))
    assert refused(fetcher, five[0], "/kip").code == "not_allowed"


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[::ffff:10.0.0.1]", "[fd00::1]"])
def test_no_redirect_leads_into_a_private_network(five: list[Site], fetcher: Fetcher, host: str) -> None:
    five[0].serve("/kip", Reply(status=302, headers={"Location": f"http://{host}/kip"}))
    assert refused(fetcher, five[0], "/kip", host).code == "private"


def test_loopback_is_private_unless_a_test_allows_it(
    five: list[Site], settings: IngestSettings, clock: StillClock
) -> None:
    strict = Fetcher(replace(settings, allow_loopback=False), clock)
    assert refused(strict, five[0], "/kip").code == "private"
    assert five[0].asked == []


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_asked(
    five: list[Site], settings: IngestSettings, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads to a public address when checked, and to this machine a moment later, leads nowhere."""
    asked: list[str] = []

    def connect(address: tuple[str, int], *rest: object, **options: object) -> socket.socket:
        asked.append(address[0])
        raise OSError("no way there")

    monkeypatch.setattr(socket, "create_connection", connect)
    answers = iter([["198.51.100.7"], ["127.0.0.1"]] * 4)
    monkeypatch.setattr("pipeline.ingestion.transport.is_public", lambda address, **_: address != "127.0.0.1")
    rebinding = Fetcher(replace(settings, manners=replace(settings.manners, tries=1)), clock, lambda *_: next(answers))
    with pytest.raises(Refusal) as caught:
        rebinding.fetch("http://rebinding.example/kip", ["rebinding.example"])
    assert caught.value.code == "unreachable"
    assert asked == ["198.51.100.7"]


def test_a_name_with_one_private_address_among_public_ones_is_not_asked(
    settings: IngestSettings, clock: StillClock
) -> None:
    mixed = Fetcher(settings, clock, lambda *_: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(Refusal) as caught:
        mixed.fetch("https://mixed.example/kip", ["mixed.example"])
    assert caught.value.code == "private"


def test_an_oversize_answer_is_given_up_stated_or_not(five: list[Site], fetcher: Fetcher) -> None:
    big = Reply(b"x" * 300_000)
    five[0].serve("/gross", big)
    assert refused(fetcher, five[0], "/gross").code == "too_large"
    five[0].serve("/heimlich", replace(big, sized=False))
    assert refused(fetcher, five[0], "/heimlich").code == "too_large"


def test_a_slow_drip_is_given_up_in_body_and_head(
    five: list[Site], settings: IngestSettings, clock: StillClock
) -> None:
    hasty = Fetcher(replace(settings, manners=replace(settings.manners, answer_s=0.4)), clock)
    five[0].serve("/tropf", Reply(b"x" * 1000, drip_s=0.05))
    assert refused(hasty, five[0], "/tropf").code == "too_slow"
    five[0].serve("/kopf", Reply(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000, drip_s=0.05, raw=True))
    assert refused(hasty, five[0], "/kopf").code == "too_slow"


def test_a_host_nobody_serves_is_told_after_all_tries(settings: IngestSettings, clock: StillClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(Refusal) as caught:
        Fetcher(settings, clock).fetch(f"http://{host}/kip", [host])
    assert caught.value.code == "unreachable"
    assert [wait for wait in clock.waits if wait >= 5] == [5.0, 10.0, 20.0]


def test_validators_are_sent_as_they_came() -> None:
    assert Validators('"a"', "Mon, 05 Jan 2026 06:00:00 GMT").as_headers() == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "Mon, 05 Jan 2026 06:00:00 GMT",
    }
    assert Validators().as_headers() == {}
