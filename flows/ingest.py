"""An ingestion from beginning to end: look at the sources, read what is new, compare, and publish or hold back.

Everything stands in the store between two steps, so a run that is killed is made up for by the next one: what belongs
into the tables is told by the store alone, never by what this run happens to have fetched.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from flows.run import run
from flows.server import given_server
from pipeline.ingestion.clock import Clock, SystemClock
from pipeline.ingestion.concluding import Conclusion, InterruptedIngestionError, Round, conclude
from pipeline.ingestion.fetching import Fetcher
from pipeline.ingestion.looker import Looker
from pipeline.ingestion.registry import Source, load_sources
from pipeline.ingestion.releases import State, check_target, folder_of, stamp
from pipeline.ingestion.report import headline
from pipeline.ingestion.settings import IngestSettings
from pipeline.ingestion.settling import settle
from pipeline.ingestion.sightings import Event, Visit
from pipeline.ingestion.store import Store
from pipeline.ingestion.visiting import Tools, visit
from pipeline.runs.settings import Settings, new_run_id
from pipeline.runs.work import Progress
from pipeline.storage.ledger import Input

# Sources looked at side by side; each host is still asked one thing at a time.
MAX_PARALLEL = 8
SILENT = Progress(lambda entry: None, lambda what: None)


@dataclass(frozen=True, slots=True)
class Ingested:
    """How an ingestion ended.

    `state` is published, held (back, with the `reasons`) or unchanged; `folder` holds its report and its outputs,
    `headline` says in a line what changed, `alarms` are the open ones that nobody muted, as sentences; `failed` are
    the sources that could not be looked at as a whole.
    """

    run_id: str
    state: State
    folder: Path
    headline: str
    reasons: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def report(self) -> Path:
        """Return the report for people."""
        return self.folder / "report.md"


class Ingestion:
    """The steps of one ingestion, each done once, whoever asks and how often."""

    def __init__(
        self, settings: IngestSettings, clock: Clock, progress: Progress, stopping: threading.Event, stack: ExitStack
    ) -> None:
        """Open the store. Raises StoreInUseError, RegistryError, ReleaseError, and OSError."""
        self.settings, self.clock, self.progress, self.run_id = settings, clock, progress, new_run_id()
        check_target(settings.out)
        self.registry = load_sources(settings.sources)
        self.sources = {source.canton: source for source in load_sources(settings.sources, settings.only)}
        self.stopping = stopping
        self.prefect = ""
        self._store = stack.enter_context(closing(Store(settings.store)))
        log = folder_of(self._store, self.run_id) / "log.txt"
        self._looker = stack.enter_context(closing(Looker(settings.cache, self.run_id, log)))
        self._fetcher = Fetcher(settings, clock)
        self._events: list[Event] = []
        self._seen: dict[str, Visit] = {}
        self._mutex = threading.Lock()
        self._conclusion: Conclusion | None = None

    def look(self, canton: str) -> Visit:
        """Look at a source and keep what was seen; asked again, return what was seen before.

        Raises OSError, and InterruptedIngestionError where somebody ended the ingestion.
        """
        if canton not in self._seen:
            if self.stopping.is_set():
                raise InterruptedIngestionError
            self._keep(self._visit(self.sources[canton]))
        return self._seen[canton]

    def count(self, canton: str) -> dict[str, int]:
        """Look at a source and count what was seen, for Prefect."""
        seen = self.look(canton)
        return {"pages": len(seen.pages), "documents": len(seen.sightings), "failures": len(seen.failures)}

    def note_trouble(self, error: Exception) -> None:
        """Say that Prefect failed; what hinders kip itself is met again when the rest is done without it."""
        self.prefect = f"Prefect failed ({type(error).__name__}: {error}); the rest was done without it"
        self.progress.busy_with(self.prefect)

    def note_untold(self, sentence: str) -> None:
        """Say whom nobody could tell."""
        self.progress.busy_with(sentence)

    def conclude(self) -> Ingested:
        """Read what is new, compare, and publish or hold back, once all sources were looked at. Raises OSError."""
        with ThreadPoolExecutor(MAX_PARALLEL, thread_name_prefix="source") as executor:
            list(executor.map(self.look, self.sources))
        if self._conclusion is None:
            this = Round(
                self.run_id,
                self.registry,
                tuple(sorted(self._seen)),
                tuple(self._events),
                self.clock.now(),
                self.prefect,
            )
            self._conclusion = conclude(self._store, self.settings, this, self._read)
        return self._ingested(self._conclusion)

    def _visit(self, source: Source) -> Visit:
        try:
            return visit(source, self._tools(source), self.settings.inbox)
        except OSError:
            # A full disk is no matter of one source.
            raise
        except Exception as error:  # noqa: BLE001 - becomes a failure of this source, and an alarm; others go on
            return Visit(source.canton, trouble=f"kip stumbled over it ({type(error).__name__}: {error})")

    def _tools(self, source: Source) -> Tools:
        with self._mutex:
            known = tuple(item for item in self._store.publications() if item.source == source.canton)
            answers = self._store.answers()
        return Tools(self._fetcher, self._store.keep, self._store.content, self._looker.look_at, answers, known)

    def _keep(self, seen: Visit) -> None:
        with self._mutex:
            known = [item for item in self._store.publications() if item.source == seen.source]
            bodies = {address: body for address, (_, body) in self._store.answers().items()}
            health = self._store.health().get(seen.source)
            settlement = settle(seen, known, bodies, health, stamp(self.clock.now()))
            self._store.settle(settlement)
            self._events += settlement.events
            self._seen[seen.source] = seen
            self.progress.busy_with(f"looked at {len(self._seen)} of {len(self.sources)} sources")

    def _read(self, out: Path, inputs: list[Input]) -> bool:
        """Read documents into an output folder; return whether all came to their end."""
        settings = Settings(
            out, self.settings.cache, max(1, self.settings.workers), corrections=self.settings.corrections
        )
        return not run(settings, inputs, self.progress, self.stopping).report.interrupted

    def _ingested(self, found: Conclusion) -> Ingested:
        return Ingested(
            self.run_id,
            found.run.state,
            folder_of(self._store, self.run_id),
            headline(self._events),
            found.run.reasons,
            found.alarms,
            tuple(sorted(name for name, seen in self._seen.items() if seen.failures)),
        )


def ingest(
    settings: IngestSettings,
    clock: Clock | None = None,
    progress: Progress = SILENT,
    stopping: threading.Event | None = None,
) -> Ingested:
    """Look at the sources, read what is new, and publish it or hold it back.

    With a Prefect server named in PREFECT_API_URL each source is a task of a flow, and the report an artifact.
    `stopping` set from outside ends the run early. Raises RegistryError, StoreInUseError, ReleaseError,
    InterruptedIngestionError, and OSError if store or output folder can't be written.
    """
    with ExitStack() as stack:
        this = Ingestion(settings, clock or SystemClock(), progress, stopping or threading.Event(), stack)
        server = given_server()
        if server and server.is_ready():
            server.prepare_client()
            this.prefect = f"Prefect flow at {server.url}"
            _watched(this)
        else:
            this.prefect = "without Prefect: no server answers at PREFECT_API_URL"
            if settings.notify:
                this.note_untold(
                    f"Nobody is told ({', '.join(settings.notify)}): that needs a server in PREFECT_API_URL"
                )
        return this.conclude()


def _watched(this: Ingestion) -> None:
    """Let a Prefect flow lead the ingestion; if Prefect fails, what is left is done without it."""
    # Imported here: Prefect takes two seconds, and without a server nothing of it is needed.
    from flows.watch import Outcome, UntoldError, Watched, watch  # noqa: PLC0415

    def conclude_and_tell() -> Outcome:
        end = this.conclude()
        has_news = bool(end.reasons or end.alarms) or end.state != "unchanged"
        text = end.report.read_text(encoding="utf-8")
        return Outcome(end.state, end.headline, text, end.reasons, end.alarms, has_news)

    notify = this.settings.notify
    watched = Watched(this.run_id, list(this.sources), this.count, conclude_and_tell, notify, MAX_PARALLEL)
    try:
        watch(watched)
    except UntoldError as error:
        this.note_untold(str(error))
    except Exception as error:  # noqa: BLE001 - told in the report or on the next lines; the run goes on without it
        this.note_trouble(error)
