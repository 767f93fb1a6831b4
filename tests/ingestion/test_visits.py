"""What looks at a source bring home: new, changed, moved, vanished documents, and what is no document."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from pipeline.ingestion.registry import Page
from pipeline.ingestion.settling import contents_of
from pipeline.ingestion.store import Store, StoreInUseError
from tests.ingestion.conftest import Watch
from tests.ingestion.sites import PDF, Reply, concept, pdf

FOREIGN = "Das Amt für Tiefbau erneuert die Kantonsstrasse. Die Brücke wird saniert, der Belag ersetzt. " * 6
FIELD = "Das kantonale Integrationsprogramm KIP fördert die Integration von Migrantinnen und Migranten. " * 6


def test_new_documents_are_taken_and_a_second_look_fetches_nothing(watch: Watch) -> None:
    watch.site.page(
        "/kip", ("Förderung ä.pdf", "Integrationsprogramm"), ("/d?id=3", "Integrationsprogramm, Anhang"), ("/x", "Bau")
    )
    watch.site.serve("/F%C3%B6rderung%20%C3%A4.pdf", concept("Aargau", "1'200'000"))
    watch.site.serve("/d?id=3", concept("Aargau", "300'000"))
    assert watch.kinds() == [("new", "/F%C3%B6rderung%20%C3%A4.pdf"), ("new", "/d?id=3")]
    umlauts = watch.publication("/F%C3%B6rderung%20%C3%A4.pdf")
    path = watch.store.document(umlauts)
    assert path is not None
    assert path.name.startswith("Förderung-ä-")
    assert path.read_bytes().startswith(b"%PDF")
    watch.site.forget()
    assert watch.kinds() == []
    assert watch.site.served(200) == []
    assert len(watch.site.served(304)) == 3


def test_a_replaced_file_is_a_version_and_a_new_stamp_is_none(watch: Watch) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000", stamp="1"))
    watch.look()
    first = watch.publication("/kip.pdf")
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000", stamp="2"))
    assert watch.kinds() == [("restamped", "/kip.pdf")]
    assert watch.publication("/kip.pdf").body_hash == first.body_hash
    watch.site.serve("/kip.pdf", replace(concept("Aargau", "1'200'000", stamp="2"), tagged=False))
    assert watch.kinds() == []
    watch.site.serve("/kip.pdf", concept("Aargau", "1'300'000", stamp="3"))
    assert watch.kinds() == [("changed", "/kip.pdf")]
    changed = watch.publication("/kip.pdf")
    assert (changed.number, changed.file) == (2, first.file)
    versions = watch.store.versions(changed.publication_id)
    assert [version.number for version in versions] == [1, 2]
    assert all(watch.store.content(version.body_hash).is_file() for version in versions)
    assert len(watch.store.copies(changed.publication_id)) == 3


def test_a_scan_with_a_new_stamp_is_the_same_scan(watch: Watch) -> None:
    watch.site.page("/kip", ("/scan.pdf", "Integrationsprogramm"))
    watch.site.serve("/scan.pdf", Reply(pdf("12", stamp="1"), media_type=PDF))
    watch.look()
    watch.site.serve("/scan.pdf", Reply(pdf("12", stamp="2"), media_type=PDF))
    assert watch.kinds() == [("restamped", "/scan.pdf")]
    watch.site.serve("/scan.pdf", Reply(pdf("13", stamp="2"), media_type=PDF))
    assert watch.kinds() == [("changed", "/scan.pdf")]


def test_a_moved_file_is_recognised_and_keeps_its_name_in_the_tables(watch: Watch) -> None:
    watch.site.page("/kip", ("/alt/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/alt/kip.pdf", concept("Aargau", "1'200'000"))
    watch.look()
    before = watch.publication("/alt/kip.pdf")
    del watch.site.replies["/alt/kip.pdf"]
    watch.site.page("/kip", ("/neu/kip-neu.pdf", "Integrationsprogramm"))
    watch.site.serve("/neu/kip-neu.pdf", concept("Aargau", "1'200'000", stamp="2"))
    assert watch.kinds() == [("moved", "/neu/kip-neu.pdf")]
    old, new = watch.publication("/alt/kip.pdf"), watch.publication("/neu/kip-neu.pdf")
    assert (old.state, old.moved_to, new.file) == ("moved", new.publication_id, before.file)
    assert contents_of([old, new]) == [new]


def test_a_vanished_file_is_marked_and_kept_and_may_come_back(watch: Watch) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    watch.look()
    there = watch.site.replies.pop("/kip.pdf")
    assert watch.kinds() == [("vanished", "/kip.pdf")]
    gone = watch.publication("/kip.pdf")
    path = watch.store.document(gone)
    assert gone.state == "vanished"
    assert path is not None
    assert path.is_file()
    assert contents_of([gone]) == [gone]
    assert watch.kinds() == []
    watch.site.serve("/kip.pdf", there)
    assert watch.kinds() == [("back", "/kip.pdf")]


def test_what_no_page_links_to_any_more_is_there_as_long_as_it_answers(watch: Watch) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    watch.look()
    watch.site.page("/kip")
    assert watch.kinds() == []
    assert watch.publication("/kip.pdf").state == "present"


def test_a_site_that_is_down_loses_nothing(watch: Watch) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    watch.look()
    watch.site.serve("/kip", Reply(status=500))
    watch.site.serve("/kip.pdf", Reply(status=503))
    assert watch.kinds() == [("refused", "/kip.pdf")]
    publication = watch.publication("/kip.pdf")
    assert (publication.state, publication.number, publication.problem) == ("present", 1, "status")
    health = watch.store.health()["AG"]
    assert health.failing_since is not None
    assert "/kip" in health.failures[0]
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    assert watch.kinds() == []
    assert watch.store.health()["AG"].failing_since is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html><title>Anmelden</title><form><input type='password'></form></html>", "login_page"),
        (b"<html><title>Fehler 404</title><body>Seite nicht gefunden</body></html>", "error_page"),
        (b"<html><title>Willkommen</title><body><p>Portal des Kantons.</p></body></html>", "web_page"),
        (pdf("Die Seite ist nicht verfügbar."), "error_page"),
        (b"%PDF-1.4 cut off", "unreadable"),
        (b"MZ\x00\x01\x02" * 40, "unreadable"),
        (b"", "empty"),
    ],
)
def test_what_is_no_document_is_refused_and_said_once(watch: Watch, body: bytes, code: str) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", Reply(body, media_type=PDF))
    assert watch.kinds() == [("refused", "/kip.pdf")]
    publication = watch.publication("/kip.pdf")
    assert (publication.problem, publication.file) == (code, None)
    assert watch.kinds() == []


def test_a_login_page_in_place_of_a_document_leaves_the_document_that_was(watch: Watch) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    watch.look()
    watch.site.serve("/kip.pdf", Reply(b"<html><title>Login</title><input type='password'></html>"))
    assert watch.kinds() == [("refused", "/kip.pdf")]
    assert watch.publication("/kip.pdf").number == 1


def test_a_mixed_feed_gives_what_is_about_the_field_and_lists_the_rest(watch: Watch) -> None:
    feed = "".join(
        f"<item><title>Integration {name}</title><link>{watch.site[f'/{name}']}</link></item>"
        for name in ("bau", "kip")
    )
    watch.watch(
        Page(address=watch.site["/rss"], follow=("Integration",), mixed=True, confirmed="unconfirmed", how="Test.")
    )
    watch.site.serve("/rss", Reply(f"<?xml version='1.0'?><rss><channel>{feed}</channel></rss>".encode()))
    watch.site.serve("/bau", Reply(f"<html><body><p>{FOREIGN}</p></body></html>".encode()))
    watch.site.serve("/kip", Reply(f"<html><body><p>{FIELD}</p></body></html>".encode()))
    assert watch.kinds() == [("left_out", "/bau"), ("new", "/kip")]
    left_out = watch.publication("/bau")
    assert left_out.left_out
    assert left_out.file is None
    assert left_out.relevance is not None
    assert watch.kinds() == []
    watch.site.serve("/bau", Reply(f"<html><body><p>{FIELD} Neu.</p></body></html>".encode()))
    assert watch.kinds() == [("new", "/bau")]


def test_a_page_may_be_a_document_itself_and_lead_to_further_pages(watch: Watch) -> None:
    watch.watch(
        Page(
            address=watch.site["/kip"],
            follow=("(?i)integrationsprogramm",),
            through=("(?i)mehr",),
            leave=("alt",),
            itself=True,
            confirmed="unconfirmed",
            how="Test.",
        )
    )
    watch.site.page("/kip", ("/mehr", "Mehr dazu"), ("/alt.pdf", "Integrationsprogramm alt"))
    watch.site.page("/mehr", ("/kip.pdf", "Integrationsprogramm"), ("/kip", "Mehr"))
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    assert watch.kinds() == [("new", "/kip"), ("new", "/kip.pdf")]


def test_a_page_of_a_programme_is_a_document_and_leads_to_its_annexes(watch: Watch) -> None:
    both = ("KIP",)
    page = Page(address=watch.site["/kip"], follow=both, through=both, confirmed="unconfirmed", how="Test.")
    watch.watch(page)
    watch.site.page("/kip", ("/kip3", "KIP 3"), ("/bau", "Bau"))
    watch.site.page("/kip3", ("/kip3.pdf", "Anhang zum KIP 3"))
    watch.site.serve("/kip3.pdf", concept("Aargau", "1'200'000"))
    assert watch.kinds() == [("new", "/kip3"), ("new", "/kip3.pdf")]
    assert [path for path, _ in watch.site.asked].count("/kip3.pdf") == 1


def test_a_link_that_was_dead_from_the_beginning_never_vanishes(watch: Watch) -> None:
    watch.site.page("/kip", ("/kip.pdf", "Integrationsprogramm"))
    assert watch.kinds() == [("refused", "/kip.pdf")]
    assert watch.kinds() == []
    watch.site.serve("/kip.pdf", concept("Aargau", "1'200'000"))
    assert watch.kinds() == [("new", "/kip.pdf")]


def test_a_pattern_that_matches_everything_is_an_alarm_and_no_flood(watch: Watch) -> None:
    watch.site.page("/kip", *((f"/{number}.pdf", "Integrationsprogramm") for number in range(501)))
    assert watch.kinds() == []
    assert len(watch.site.asked) == 2
    assert "501" in watch.store.health()["AG"].failures[0]


def test_the_inbox_takes_what_came_by_mail(watch: Watch) -> None:
    watch.site.page("/kip")
    inbox = watch.folder / "store" / "inbox" / "AG"
    inbox.mkdir(parents=True)
    (inbox / "Brief vom Amt.pdf").write_bytes(concept("Aargau", "1'200'000").body)
    (inbox / "virus.exe").write_bytes(b"MZ\x00\x01" * 50)
    (inbox / os.fsdecode(b"Zusage f\xfcr 2026.txt")).write_text(FIELD, encoding="utf-8")
    assert watch.kinds() == [
        ("refused", "inbox:AG/virus.exe"),
        ("new", "inbox:AG/Brief vom Amt.pdf"),
        ("new", "inbox:AG/Zusage f\\xfcr 2026.txt"),
    ]
    (inbox / "Brief vom Amt.pdf").unlink()
    assert watch.kinds() == []
    assert watch.publication("inbox:AG/Brief vom Amt.pdf").state == "present"


def test_a_store_has_one_writer(watch: Watch) -> None:
    with pytest.raises(StoreInUseError):
        Store(watch.store.folder)
