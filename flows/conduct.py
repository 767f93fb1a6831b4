"""Who drives the work: plain threads from the first second, Prefect's flow once its server is up.

A server of kip's own takes 6 seconds to start, over 20 the first time. Nobody waits for it: documents begin at once,
and the flow finds those finished that were done meanwhile. Each run has its flow, with its batches and artifacts, even
one whose documents were done before the server answered. Should Prefect fail, plain threads do the rest: Prefect
watches over a run, and no document depends on it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from flows.server import Server, given_server
from pipeline.runs.work import Batch, Work, finish_plainly

POLL_S = 0.2
# How long a run whose documents are done waits for the server it has started, and for one that others keep.
LATE_OWN_S = 60.0
LATE_GIVEN_S = 2.0
# A flow in which no document was asked for this long, with some left, hangs in Prefect's client.
STALL_S = 60.0


@dataclass(frozen=True, slots=True)
class Conducted:
    """How the work was driven: the flow that still waits to store its artifacts, or null, and a sentence.

    The sentence holds if the flow comes to its end.
    """

    flow: Future[None] | None
    sentence: str


def conduct(
    work: Work,
    batches: Sequence[Batch],
    start: Callable[[], Server],
    flow: Callable[[], None],
    stopping: threading.Event,
) -> Conducted:
    """Finish all batches, or stop the work once `stopping` is set.

    `start` starts a server where the environment names none; `flow` runs Prefect's flow over the same batches and
    returns after it. Raises what hinders the coordinator itself, such as OSError for a full disk.
    """
    handed_over = threading.Event()
    plain = in_background(lambda: finish_plainly(work, batches, handed_over))
    server = given_server() or start()
    while not (plain.done() or stopping.is_set() or server.is_ready()):
        time.sleep(POLL_S)
    if stopping.is_set():
        work.stop()
        return Conducted(None, "the run was interrupted")
    driven = f"Prefect flow over {len(batches)} batches at {server.url}"
    if plain.done():
        plain.result()
        return Conducted(in_background(lambda: _late(server, flow)), driven)
    handed_over.set()
    server.prepare_client()
    running = in_background(flow)
    while not (work.has_finished(batches) or stopping.is_set()):
        if trouble := _trouble(running, server, work):
            _finish_alone(work, batches, stopping)
            return Conducted(None, f"Prefect failed ({trouble}); the rest was done without it")
        time.sleep(POLL_S)
    if stopping.is_set():
        work.stop()
        return Conducted(None, "the run was interrupted")
    return Conducted(running, driven)


def _late(server: Server, flow: Callable[[], None]) -> None:
    """Run the flow over finished batches once the server answers. Raises TimeoutError if it doesn't."""
    end = time.monotonic() + (LATE_OWN_S if server.is_own else LATE_GIVEN_S)
    while not server.is_ready():
        if time.monotonic() > end or not server.is_alive():
            raise TimeoutError(f"no answer from {server.url}")
        time.sleep(POLL_S)
    server.prepare_client()
    flow()


def in_background(function: Callable[[], None]) -> Future[None]:
    """Run a function in a thread that does not keep the process alive, and return its future."""
    future: Future[None] = Future()

    def work() -> None:
        try:
            function()
        except BaseException as error:  # noqa: BLE001 - handed to whoever asks the future
            future.set_exception(error)
        else:
            future.set_result(None)

    threading.Thread(target=work, daemon=True).start()
    return future


def _trouble(flow: Future[None], server: Server, work: Work) -> str | None:
    if flow.done():
        error = flow.exception()
        return type(error).__name__ if error else "its flow ended early"
    if not server.is_alive():
        return "its server died"
    return "its flow hangs" if work.quiet_for() > STALL_S else None


def _finish_alone(work: Work, batches: Sequence[Batch], stopping: threading.Event) -> None:
    plain = in_background(lambda: finish_plainly(work, batches, stopping))
    while not plain.done():
        if stopping.is_set():
            work.stop()
            return
        time.sleep(POLL_S)
    plain.result()
