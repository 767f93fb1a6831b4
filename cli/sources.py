"""`kip sources`: the registry of sources, listed, checked, added to and tried. Imports what it needs when called."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import EXPLAINED, FINE, SOME_FAILED, USAGE, CommandError, leave
from cli.options import HELP, AsJson

if TYPE_CHECKING:
    from pipeline.ingestion.registry import Page, Source
    from pipeline.ingestion.trial import Trial

SETTING = "KIP_SOURCES"
SHOWN_LINKS = 20

app = typer.Typer(
    help="The registry: who publishes where, and what is expected of them.",
    no_args_is_help=True,
    context_settings=HELP,
)

Folder = Annotated[
    Path | None, typer.Option("--sources", help="Folder of the registry (default: $KIP_SOURCES or kip's own).")
]


def registry_folder(given: Path | None) -> Path:
    """Return the folder of the registry: as typed, as set in the environment, or the one that comes with kip."""
    from pipeline.domain.data import data_path  # noqa: PLC0415

    if given or os.environ.get(SETTING):
        return given or Path(os.environ[SETTING])
    return data_path("corpus", "sources")


def _load(folder: Path, only: tuple[str, ...] = ()) -> tuple[Source, ...]:
    from pipeline.ingestion.registry import RegistryError, load_sources  # noqa: PLC0415

    try:
        return load_sources(folder, only)
    except RegistryError as error:
        raise CommandError(USAGE, str(error)) from error


@app.command("list", epilog=EXPLAINED)
def list_sources(
    sources: Folder = None,
    as_json: AsJson = False,
) -> None:
    """List the sources: who is responsible, their pages, and when each was last confirmed."""
    found = _load(registry_folder(sources))
    if as_json:
        typer.echo(json.dumps([item.model_dump(mode="json") for item in found], ensure_ascii=False, indent=2))
        return
    for item in found:
        typer.echo(f"{item.canton}  {item.office} ({', '.join(item.languages)})")
        for page in item.pages:
            typer.echo(f"    {page.address}  [{page.confirmed}]")


@app.command(epilog=EXPLAINED)
def check(sources: Folder = None) -> None:
    """Check every file of the registry against its schema, and say which cantons have none."""
    from pipeline.domain.data import vocabulary  # noqa: PLC0415

    folder = registry_folder(sources)
    found = _load(folder)
    missing = [canton for canton in vocabulary("canton") if canton not in {item.canton for item in found}]
    pages = [page for item in found for page in item.pages]
    unconfirmed = sum(page.confirmed == "unconfirmed" for page in pages)
    typer.echo(f"{len(found)} sources with {len(pages)} pages in {folder}; {unconfirmed} pages are unconfirmed.")
    if missing:
        typer.echo(f"Without a source: {', '.join(missing)}")


@app.command(epilog=EXPLAINED)
def add(
    canton: Annotated[str, typer.Argument(help="Two letters, such as BL.")],
    address: Annotated[str, typer.Argument(help="Page to watch.")],
    follow: Annotated[
        list[str], typer.Option("--follow", help="Pattern on text or address of links; may be repeated.")
    ],
    how: Annotated[str, typer.Option("--how", help="How you know that this is the right page.")],
    office: Annotated[str | None, typer.Option(help="Responsible office, for a canton without a file.")] = None,
    language: Annotated[str, typer.Option(help="Language, for a canton without a file.")] = "de",
    sources: Folder = None,
) -> None:
    """Add a page to a source, unconfirmed until `kip sources test --confirm` has seen it."""
    from cli.outputs import writing  # noqa: PLC0415
    from pipeline.ingestion.drafts import with_page  # noqa: PLC0415
    from pipeline.ingestion.registry import RegistryError, parse_source  # noqa: PLC0415

    path = registry_folder(sources) / f"{canton.casefold()}.toml"
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    if before is None and office is None:
        raise CommandError(USAGE, f"{path} is new; say who is responsible, with --office.")
    try:
        text = with_page(before, canton.upper(), office or "", language, address, follow, how)
        parse_source(text, path.name)
    except RegistryError as error:
        raise CommandError(USAGE, str(error)) from error
    with writing(path) as draft:
        draft.write_text(text, encoding="utf-8")
    typer.echo(f"{path} watches {address}. Next: kip sources test {canton.upper()}")


@app.command("test", epilog=EXPLAINED)
def try_source(
    canton: Annotated[str, typer.Argument(help="Two letters, such as BL.")],
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Write today's date to the pages that answer and have links to follow.")
    ] = False,
    contact: Annotated[str, typer.Option(help="Address or page that sites see in the user agent.")] = "",
    saved: Annotated[
        Path | None, typer.Option("--saved", help="A copy of the page saved by a browser; then nobody is asked.")
    ] = None,
    page: Annotated[str | None, typer.Option("--page", help="Address of one page, if a source has more.")] = None,
    sources: Folder = None,
) -> None:
    """Ask for a source's pages now, or look at a saved one, and show which links would be followed; nothing is kept."""
    folder = registry_folder(sources)
    [source] = _load(folder, (canton,))
    pages = _chosen(source, page, saved)
    if saved and confirm:
        raise CommandError(USAGE, "A saved page confirms nothing; --confirm asks the site itself, without --saved.")
    trials = [(item, _from_file(source, item, saved) if saved else _from_site(source, item, contact)) for item in pages]
    for item, trial in trials:
        _show(item, trial)
    good = [item.address for item, trial in trials if not trial.problem and (trial.followed or item.itself)]
    if confirm and good:
        _confirm(folder / f"{source.canton.casefold()}.toml", good)
    leave(FINE if len(good) == len(pages) else SOME_FAILED)


def _chosen(source: Source, address: str | None, saved: Path | None) -> tuple[Page, ...]:
    """Return the pages to try. Raises CommandError where none has the address, or a saved copy might be of several."""
    known = ", ".join(page.address for page in source.pages)
    pages = tuple(page for page in source.pages if address in {None, page.address})
    if not pages:
        raise CommandError(USAGE, f"{source.canton} does not watch {address}; it watches {known or 'no page'}.")
    if saved and len(pages) > 1:
        raise CommandError(USAGE, f"Say with --page which one {saved} is a copy of: {known}")
    return pages


def _from_file(source: Source, page: Page, saved: Path) -> Trial:
    from pipeline.ingestion.trial import try_saved  # noqa: PLC0415

    try:
        return try_saved(source, page, saved.read_bytes())
    except OSError as error:
        raise CommandError(USAGE, f"Cannot read {saved}: {error.strerror or error}.") from error


def _from_site(source: Source, page: Page, contact: str) -> Trial:
    from cli.ingest import CONTACT_SETTING, LOOPBACK_SETTING  # noqa: PLC0415
    from pipeline.ingestion.trial import try_page  # noqa: PLC0415

    contact = contact or os.environ.get(CONTACT_SETTING, "")
    return try_page(source, page, contact, allow_loopback=os.environ.get(LOOPBACK_SETTING) == "1")


def _show(page: Page, trial: Trial) -> None:
    typer.echo(f"{page.address}: {trial.problem or f'{trial.followed} of {trial.total} links would be followed'}")
    kinds = (("document", trial.documents), ("page", trial.pages), ("not in hosts", trial.foreign))
    for kind, links in kinds:
        for link in links[:SHOWN_LINKS]:
            typer.echo(f"    {kind}: {link.text or '–'}  {link.address}")
        if len(links) > SHOWN_LINKS:
            typer.echo(f"    {kind}: and {len(links) - SHOWN_LINKS} more")


def _confirm(path: Path, addresses: list[str]) -> None:
    from cli.outputs import writing  # noqa: PLC0415
    from pipeline.ingestion.drafts import with_confirmation  # noqa: PLC0415

    text = with_confirmation(path.read_text(encoding="utf-8"), addresses)
    with writing(path) as draft:
        draft.write_text(text, encoding="utf-8")
    typer.echo(f"Confirmed in {path}: {', '.join(addresses)}")
