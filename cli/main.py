"""The command line. Each command imports what it needs when it is called, so that `kip version` stays quick."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import EXPLAINED, SOME_FAILED, CommandError, leave
from cli.ingest import app as ingest
from cli.keeping import keeping
from cli.options import AREAS, HELP, MODEL, OUT, AsJson, Cache, Out
from cli.sources import app as sources

app = typer.Typer(
    name="kip",
    help="Turn documents of Swiss cantonal integration programmes (KIP) into figures one can compare.",
    epilog=EXPLAINED,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings=HELP,
)
train = typer.Typer(
    help="Learn a model again from the annotations of the project.",
    no_args_is_help=True,
    context_settings=HELP,
)
app.add_typer(train, name="train")
app.add_typer(keeping)
app.add_typer(ingest, name="ingest")
app.add_typer(sources, name="sources")


@app.command(epilog=EXPLAINED)
def run(  # noqa: PLR0913, PLR0917 - one parameter for each option
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH…",
            help="Files, folders (with all below, but hidden files), globs, addresses such as s3://bucket/folder, or "
            "- for a list on standard input.",
        ),
    ] = None,
    out: Out = OUT,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read (default: one per core).")] = None,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Read again what failed before; all of it if no PATH is given.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Read everything again, finished or not.")] = False,
    timeout: Annotated[
        float | None, typer.Option(min=1, help="Seconds one document may take (default: 900 or more, by size).")
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the last lines only.")] = False,
    cache: Cache = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="Dask scheduler whose workers read, such as tcp://10.0.0.1:8786.")
    ] = None,
) -> None:
    """Read documents and write tables.

    The same command again reads only what is not finished. An output folder adds up: later runs with other paths
    join their documents to those it has.
    """
    from cli.run import Options, run_documents  # noqa: PLC0415

    run_documents(
        Options(tuple(paths or ()), out, cache, workers, only_failed, force, timeout, as_json, quiet, cluster)
    )


@app.command(epilog=EXPLAINED)
def status(out: Out = OUT, as_json: AsJson = False) -> None:
    """Say how the documents of an output folder ended, and why some failed."""
    from cli.status import show_status  # noqa: PLC0415

    show_status(out, as_json)


@app.command(epilog=EXPLAINED)
def show(
    document: Annotated[str, typer.Argument(help="A path as it was given, or the beginning of an id.")],
    out: Out = OUT,
    cache: Cache = None,
    why: Annotated[bool, typer.Option("--why", help="Say for each value which words or rule decided it.")] = False,
) -> None:
    """Show page by page what was read in a document and what was found."""
    from cli.show import show_document  # noqa: PLC0415

    show_document(document, out, cache, why)


@app.command(epilog=EXPLAINED)
def diff(
    before: Annotated[Path, typer.Argument(metavar="RUN1", help="Output folder of the earlier run.")],
    after: Annotated[Path, typer.Argument(metavar="RUN2", help="Output folder of the later run.")],
    to: Annotated[Path | None, typer.Option("--to", help="Write all changes to this file, as Markdown.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Changes of a table to print (default: 20).")] = None,
    as_json: AsJson = False,
) -> None:
    """Say which documents, figures, measures, goals and decisions are new, lost or different in a later run."""
    from cli.diff import show_changes  # noqa: PLC0415

    show_changes(before, after, to, limit, as_json)


@app.command(epilog=EXPLAINED)
def factsheet(
    canton: Annotated[str, typer.Argument(help="Two letters, such as BL.")],
    out: Out = OUT,
    to: Annotated[
        Path | None, typer.Option("--to", help="File to write (default: outputs/factsheet-CANTON.docx).")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="de, fr or it (default: that of most of the canton's documents).")
    ] = None,
) -> None:
    """Write a canton's sheet as DOCX: figures, measures by area, decisions, gaps, with sources as footnotes."""
    from cli.factsheet import write_factsheet  # noqa: PLC0415

    write_factsheet(canton, out, to, language)


@app.command(epilog=EXPLAINED)
def audit(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="CODER1 CODER2", help="The filled in files of both coders.")
    ] = None,
    out: Out = OUT,
    to: Annotated[Path, typer.Option("--to", help="Folder for the sample.")] = Path("outputs") / "audit",
    size: Annotated[int, typer.Option(min=1, help="Rows to draw.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed draws the same rows.")] = 1,
    language: Annotated[str, typer.Option(help="Language of the sample: de, fr or it.")] = "de",
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV in place of XLSX.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draw a random sample for two coders; with their files, say how much is right and how far they agree.

    The sample is stratified by canton and kind (funding, measures, goals, decisions).
    """
    from cli.audit import Request, draw_sample, show_scores  # noqa: PLC0415

    if files:
        show_scores(files, as_json)
    else:
        draw_sample(Request(out, to, size, seed, language, as_csv))


@app.command(epilog=EXPLAINED)
def package(
    out: Out = OUT,
    to: Annotated[Path, typer.Option("--to", help="Folder for the package.")] = Path("outputs") / "package",
    redact_names: Annotated[
        bool, typer.Option("--redact-names", help="Leave the names of persons out of every table.")
    ] = False,
    licence: Annotated[str, typer.Option(help="Licence of the tables, such as CC-BY-4.0 or CC0-1.0.")] = "CC-BY-4.0",
    version_of_data: Annotated[
        str | None, typer.Option("--data-version", help="Version of the package (default: that of kip).")
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the package.")] = "kip-tables",
    title: Annotated[str | None, typer.Option(help="Title of the package.")] = None,
) -> None:
    """Write the tables as a Data Package for a repository: CSV, schemas, codebook, checksums, licence, version."""
    from cli.package import Request, pack  # noqa: PLC0415

    pack(Request(out, to, name, title, version_of_data, licence, redact_names))


@app.command(epilog=EXPLAINED)
def compare(
    cantons: Annotated[list[str], typer.Argument(metavar="CANTON…", help="Two letters each, such as BE BL GL.")],
    program: Annotated[
        str | None, typer.Option("--program", help='Such as "KIP 3" (default: the latest all of them have).')
    ] = None,
    programs: Annotated[
        bool, typer.Option("--programs", help="All programmes of one canton side by side, amounts per year.")
    ] = False,
    to: Annotated[Path | None, typer.Option("--to", help="Write to this file, .md or .xlsx, instead.")] = None,
    language: Annotated[str, typer.Option("--language", help="en, de, fr or it.")] = "en",
    reference: Annotated[
        Path | None, typer.Option("--reference", help="People by canton (default: corpus/reference/population.csv).")
    ] = None,
    out: Out = OUT,
) -> None:
    """Show cantons, or the programmes of one canton, side by side: money, shares, areas, similar measures."""
    from cli.compare import Request, compare_cantons  # noqa: PLC0415

    chosen = tuple(dict.fromkeys(canton.upper() for canton in cantons))
    compare_cantons(Request(chosen, program, programs, to, language, reference), out)


@app.command(epilog=EXPLAINED)
def explore(
    out: Out = OUT,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to serve on; others than the default let other machines in.")
    ] = "127.0.0.1",
    corrections: Annotated[
        Path | None,
        typer.Option(help="Folder of corrections (default: $KIP_CORRECTIONS or corpus/corrections)."),
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(help="CSV of people by canton and year, for amounts per head.")
    ] = None,
) -> None:
    """Open the tables in a browser: compare cantons, see the source of each figure, correct what is wrong."""
    from cli.explore import explore as serve  # noqa: PLC0415

    serve(out, port, address, corrections, reference)


@app.command(epilog=EXPLAINED)
def classify(
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="Lines of JSON with a `text`, or a CSV file with a column `text`.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the lines or rows with their labels.")],
) -> None:
    """Give each text a Förderbereich, with confidence and scores.

    A `heading` above the text and a `context` around it are weighed in where lines or rows have them.
    """
    from cli.classify import classify_file  # noqa: PLC0415

    classify_file(source, out)


@app.command(epilog=EXPLAINED)
def evaluate(
    path: Annotated[
        Path,
        typer.Argument(
            help="Folder of documents, beside a folder `truth`, such as corpus/samples; or passages with marked spans, "
            "such as corpus/gold/passages.jsonl; or phrases with their areas, such as corpus/gold/measures.jsonl; or "
            "the word classifier for those phrases."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Take the run that stands there (default: run into outputs/evaluation)."),
    ] = None,
    as_json: AsJson = False,
    cache: Cache = None,
    curve: Annotated[
        Path | None, typer.Option("--curve", help="For phrases: write the risk–coverage curve there, as SVG.")
    ] = None,
) -> None:
    """Say how much of documents whose content is known was read and found right, stage by stage."""
    from cli.areas import evaluate_areas, is_phrases  # noqa: PLC0415

    if is_phrases(path):
        leave(evaluate_areas(path, as_json, curve))
    if path.suffix == ".jsonl":
        from cli.recogniser import evaluate_passages  # noqa: PLC0415

        leave(evaluate_passages(path, as_json))
    from cli.evaluate import evaluate as score  # noqa: PLC0415

    leave(score(path, out, cache, as_json))


@train.command(name="recogniser", epilog=EXPLAINED)
def recogniser(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pipeline and its card.")] = MODEL,
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Annotated passages (default: corpus/gold/passages.jsonl).")
    ] = None,
    treebank: Annotated[
        Path | None, typer.Option("--treebank", help="CoNLL-U file or folder of such; adds a tagger.")
    ] = None,
) -> None:
    """Train the German pipeline: measures, providers, target groups. Takes up to half an hour."""
    from cli.train import train_recogniser  # noqa: PLC0415

    train_recogniser(gold, treebank, out)


@train.command(name="classifier", epilog=EXPLAINED)
def classifier(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for model, card and curves.")] = AREAS,
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Annotated phrases (default: corpus/gold/measures.jsonl).")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option("--corrections", help="Folder of corrections (default: $KIP_CORRECTIONS or corpus/corrections)."),
    ] = None,
    weak: Annotated[
        Path | None, typer.Option("--weak", help="Output folder of a run whose headings give weak labels.")
    ] = None,
) -> None:
    """Train the classifier of areas on phrases and corrections. Takes some minutes."""
    from cli.areas import train_areas  # noqa: PLC0415

    train_areas(gold, out, corrections, weak)


@app.command(epilog=EXPLAINED)
def cache(
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove what other versions of kip made, and what the limits name.")
    ] = False,
    older_than: Annotated[
        float | None, typer.Option("--older-than", min=0, help="Days; remove artefacts made before.")
    ] = None,
    max_size: Annotated[
        str | None, typer.Option("--max-size", help="Such as 500M or 2GB; remove the oldest beyond.")
    ] = None,
    place: Cache = None,
) -> None:
    """Show what was read before and is kept; with --prune, remove what is old.

    What this version made within the last hour stays, unless --older-than is 0. An output folder that rests on what was
    removed is as good as before; with its next run those documents are read again.
    """
    from cli.cache import Request, tend_cache  # noqa: PLC0415

    tend_cache(Request(prune, older_than, max_size, place))


@app.command(epilog=EXPLAINED)
def doctor(
    as_json: AsJson = False,
    full: Annotated[bool, typer.Option("--full", help="Load the model too, which takes some seconds.")] = False,
    cache: Cache = None,
) -> None:
    """Say what is installed, what is missing, and what to do about it."""
    from cli.doctor import examine  # noqa: PLC0415

    leave(examine(cache, as_json, full))


@app.command()
def version() -> None:
    """Print the version of kip."""
    from pipeline import __version__  # noqa: PLC0415

    typer.echo(f"kip {__version__}")


def main() -> None:
    """Run the command; whatever happens, people get a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of an old encoding, or a name that is no text, must not end a run with its last line.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except CommandError as error:
        typer.echo(str(error), err=True)
        leave(error.code)
    except BrokenPipeError:
        leave(SOME_FAILED)
    except Exception as error:  # noqa: BLE001 - told in one sentence, kept in a file
        typer.echo(f"kip stumbled ({type(error).__name__}: {error}). {_keep_trace()}", err=True)
        leave(SOME_FAILED)


def _keep_trace() -> str:
    from pipeline.runs.settings import default_cache  # noqa: PLC0415

    place = default_cache() / "last-error.txt"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "Please report it."
    return f"Please report it with {place}."


if __name__ == "__main__":
    main()
