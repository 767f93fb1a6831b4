"""The registry of sources: what its schema takes, and what it says of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.data import data_path, vocabulary
from pipeline.ingestion.addresses import AddressError, is_allowed, is_public, normalised
from pipeline.ingestion.drafts import with_confirmation, with_page
from pipeline.ingestion.registry import RegistryError, load_sources, parse_source

GOOD = """
canton = "ZG"
office = "Amt"
languages = ["de"]
hosts = ["zg.ch"]
confirmed = 2026-01-05
how = "Seen."
"""


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(RegistryError) as caught:
        parse_source(text, "zg.toml")
    return caught.value.faults


def test_the_registry_that_comes_with_kip_has_every_canton_and_the_confederation() -> None:
    sources = load_sources(data_path("corpus", "sources"))
    assert {source.canton for source in sources} == set(vocabulary("canton"))
    assert all(source.pages for source in sources)
    assert all(page.follow or page.itself for source in sources for page in source.pages)


def test_each_fault_is_a_sentence_that_names_its_place() -> None:
    text = GOOD.replace("2026-01-05", '"gestern"').replace('"ZG"', '"XX"') + (
        'colour = "red"\n[[pages]]\naddress = "ftp://zg.ch/kip"\nfollow = ["("]\nhow = "Seen."\n'
    )
    said = faults(text)
    assert len(said) == 6
    assert all(sentence.startswith("zg.toml: ") for sentence in said)
    assert 'zg.toml: confirmed: must be a day such as 2026-01-31 (`confirmed` may be "unconfirmed" too)' in said
    assert "zg.toml: colour: is no field of the schema" in said
    assert "zg.toml: pages 1, confirmed: is missing" in said
    assert any(sentence.startswith("zg.toml: pages 1, follow 1: is no regular expression") for sentence in said)


def test_a_page_lies_on_a_host_that_is_named_and_is_watched_once() -> None:
    page = '[[pages]]\naddress = "https://evil.example/kip"\nconfirmed = "unconfirmed"\nhow = "Told."\n'
    [said] = faults(GOOD + page)
    assert "evil.example" in said
    page = page.replace("evil.example", "zg.ch")
    [said] = faults(GOOD + page + page)
    assert said.endswith("the page https://zg.ch/kip is watched twice")


def test_all_files_are_checked_before_anything_is_said(tmp_path: Path) -> None:
    (tmp_path / "zg.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "ag.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "be.toml").write_text("canton = ", encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        load_sources(tmp_path)
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["ag.toml", "be.toml"]


def test_a_canton_without_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "zg.toml").write_text(GOOD, encoding="utf-8")
    assert [source.canton for source in load_sources(tmp_path, ["zg"])] == ["ZG"]
    with pytest.raises(RegistryError, match="UR"):
        load_sources(tmp_path, ["UR"])


def test_a_page_is_added_and_confirmed_without_touching_the_rest() -> None:
    note = "# a note of somebody\n" + GOOD
    text = with_page(note, "ZG", "", "de", "https://www.zg.ch/kip", ["(?i)kip"], "Told by the office.")
    source = parse_source(text, "zg.toml")
    assert text.startswith("# a note of somebody")
    assert source.hosts == ("zg.ch", "www.zg.ch")
    assert [str(page.confirmed) for page in source.pages] == ["unconfirmed"]
    confirmed = parse_source(with_confirmation(text, ["https://www.zg.ch/kip"]), "zg.toml")
    assert confirmed.pages[0].confirmed != "unconfirmed"
    assert confirmed.confirmed == source.confirmed


def test_a_new_source_begins_with_its_first_page() -> None:
    text = with_page(None, "UR", "Bildungs- und Kulturdirektion", "de", "https://www.ur.ch/kip", ["KIP"], "Told.")
    source = parse_source(text, "ur.toml")
    assert (source.office, source.hosts, source.pages[0].follow) == (
        "Bildungs- und Kulturdirektion",
        ("www.ur.ch",),
        ("KIP",),
    )


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("Förderung ä.pdf", "https://www.ag.ch/a/F%C3%B6rderung%20%C3%A4.pdf"),
        ("F%c3%b6rderung.pdf#seite3", "https://www.ag.ch/a/F%C3%B6rderung.pdf"),
        ("/d?id=3&x=ü", "https://www.ag.ch/d?id=3&x=%C3%BC"),
        ("100%.pdf", "https://www.ag.ch/a/100%25.pdf"),
        ("//WWW.AG.CH:443", "https://www.ag.ch/"),
        ("https://zürich.ch/kip", "https://xn--zrich-kva.ch/kip"),
    ],
)
def test_an_address_is_sent_one_way_however_it_is_written(address: str, sent: str) -> None:
    assert normalised(address, "https://www.ag.ch/a/b") == sent
    assert normalised(sent) == sent


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_an_address_that_was_made_ready_stays_as_it_is(path: str, query: str) -> None:
    try:
        sent = normalised(f"{path}?{query}", "https://www.ag.ch/a/b")
    except AddressError:
        return
    assert normalised(sent) == sent
    assert sent.isascii()
    assert " " not in sent


@pytest.mark.parametrize(
    "address", ["mailto:kip@ag.ch", "javascript:void(0)", "http://", "https://a:b@ag.ch", "http://[x"]
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(AddressError):
        normalised(address)


def test_another_port_or_a_longer_name_is_another_host() -> None:
    assert is_allowed("https://www.ag.ch/kip", ["WWW.ag.ch"])
    assert not is_allowed("https://www.ag.ch:8443/kip", ["www.ag.ch"])
    assert not is_allowed("https://www.ag.ch.evil.example/kip", ["www.ag.ch"])


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "::1", "10.1.2.3", "100.64.0.1", "169.254.0.1", "fe80::1%eth0", "64:ff9b::a00:1", "224.0.0.1"],
)
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_public(address, allow_loopback=True) == (address in {"127.0.0.1", "::1"})
