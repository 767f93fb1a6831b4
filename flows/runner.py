"""The process of `kip serve` that runs what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterState
from prefect.client.schemas.filters import FlowRunFilterStateType as StateTypes
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import DeploymentSort, FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.deployments import kip
from flows.schedules import Deployment, When, load_deployments

# How often the server is asked for what is due, in seconds.
POLL_S = 5.0
# The most the server tells at once.
MOST = 200
UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
OURS = FlowFilter(name=FlowFilterName(any_=[kip.name]))


def main(file: str) -> None:
    """Run the deployments of a file until told to end."""
    asyncio.run(run_deployments(Path(file)))


async def run_deployments(file: Path) -> None:
    """Register the deployments of a file and run them as their schedules say, one at a time, until told to end.

    What an earlier runner left unfinished is called crashed, and runs again; what was due meanwhile runs now.
    Deployments that are no longer in the file go.
    """
    runner = Runner(name=kip.name, query_seconds=POLL_S, limit=1, pause_on_shutdown=False)
    async with get_client() as client:
        left = await _call_crashed(client)
        served = [await runner.aadd_deployment(for_prefect(item)) for item in load_deployments(file)]
        await _remove_others(client, served)
        for deployment_id in served:
            if deployment_id in left:
                await client.create_flow_run_from_deployment(deployment_id)
    await runner.start()


def for_prefect(deployment: Deployment) -> RunnerDeployment:
    """Return a deployment as Prefect knows it."""
    return RunnerDeployment.from_flow(
        kip,
        deployment.name,
        schedules=[_schedule(when) for when in deployment.schedules],
        parameters={"command": list(deployment.command)},
        description=deployment.description,
        concurrency_limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(when: When) -> Schedule:
    if when.cron:
        return Cron(when.cron, timezone=when.timezone)
    return Interval(when.interval or 0, timezone=when.timezone)


async def _call_crashed(client: PrefectClient) -> set[UUID | None]:
    """Name the flow runs nobody is at work on any more; return their deployments."""
    state = FlowRunFilterState(type=StateTypes(any_=UNFINISHED))
    # Without order and limit the client sends nulls, which the server of 3.8 refuses.
    runs = await client.read_flow_runs(
        flow_filter=OURS,
        flow_run_filter=FlowRunFilter(state=state),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=MOST,
    )
    for run in runs:
        await client.set_flow_run_state(run.id, Crashed(message="kip serve ended before it did"), force=True)
    return {run.deployment_id for run in runs}


async def _remove_others(client: PrefectClient, served: Sequence[UUID]) -> None:
    for deployment in await client.read_deployments(flow_filter=OURS, sort=DeploymentSort.NAME_ASC, limit=MOST):
        if deployment.id not in served:
            await client.delete_deployment(deployment.id)
