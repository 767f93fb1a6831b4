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
    from pipeline.ingestion.registry import Source

SETTING = "KIP_SOURCES"
SHOWN_LINKS = 20

app = typer.Typer(
    help="The registry: who publishes where, and what is expected of them.",
    no_args_is_help=True,
    context_settings=HELP,
)

Folder = Annotated[
    Path | None, typer.Option("--sources", help="Folder of the registry [default: $KIP_SOURCES or kip's own].")
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
    sources: Folder = None,
) -> None:
    """Ask for a source's pages now and show which links would be followed; nothing is kept."""
    from cli.ingest import CONTACT_SETTING, LOOPBACK_SETTING  # noqa: PLC0415
    from pipeline.ingestion.trial import try_page  # noqa: PLC0415

    folder = registry_folder(sources)
    [source] = _load(folder, (canton,))
    contact = contact or os.environ.get(CONTACT_SETTING, "")
    good: list[str] = []
    for page in source.pages:
        trial = try_page(source, page, contact, allow_loopback=os.environ.get(LOOPBACK_SETTING) == "1")
        typer.echo(f"{page.address}: {trial.problem or f'{len(trial.links)} of {trial.total} links would be followed'}")
        for link in trial.links[:SHOWN_LINKS]:
            typer.echo(f"    {link.text or '–'}  {link.address}")
        if not trial.problem and (trial.links or page.itself):
            good.append(page.address)
    if confirm and good:
        _confirm(folder / f"{source.canton.casefold()}.toml", good)
    leave(FINE if len(good) == len(source.pages) else SOME_FAILED)


def _confirm(path: Path, addresses: list[str]) -> None:
    from cli.outputs import writing  # noqa: PLC0415
    from pipeline.ingestion.drafts import with_confirmation  # noqa: PLC0415

    text = with_confirmation(path.read_text(encoding="utf-8"), addresses)
    with writing(path) as draft:
        draft.write_text(text, encoding="utf-8")
    typer.echo(f"Confirmed in {path}: {', '.join(addresses)}")
