"""The Faust app: settings, one agent, nothing at module level."""

from collections.abc import Mapping
from typing import Any

import faust
from mode import CrashingSupervisor

from streams.runtime import transport
from streams.runtime.app import App
from streams.runtime.loop import BatchLoop
from streams.servers import Access
from streams.settings import Settings

_SESSION_SECONDS = 10.0  # of a worker without a name: the group waits so long for one that was killed
_NAMED_SESSION_SECONDS = 45.0  # of a named one: longer than a restart, which then moves no partition
_MIB = 1 << 20


def create_app(app: App, settings: Settings, topic_ids: Mapping[str, str]) -> tuple[Any, BatchLoop]:
    """The Faust app that runs `app`, and the loop inside it."""
    transport.register()
    named = settings.instance_id is not None
    session = settings.session_timeout or (_NAMED_SESSION_SECONDS if named else _SESSION_SECONDS)
    faust_app = faust.App(
        app.topology.group,
        broker=[f"kafka://{server}" for server in settings.bootstrap_servers],
        broker_credentials=_credentials(settings.servers.access),
        # Faust reads its settings from unprefixed variables, and those would win.
        env_prefix="DATELINE_FAUST_IGNORED_",
        agent_supervisor=CrashingSupervisor,
        stream_wait_empty=True,
        stream_buffer_maxsize=app.take_fetches,  # fetches, not records
        stream_processing_timeout=settings.stall_seconds,
        broker_commit_livelock_soft_timeout=settings.stall_seconds * 10,
        broker_max_poll_records=app.poll_records,
        broker_max_poll_interval=300.0,
        broker_session_timeout=session,
        broker_heartbeat_interval=session / 10,
        broker_rebalance_timeout=60.0,
        broker_request_timeout=max(60.0, session),
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=_MIB,
        consumer_group_instance_id=settings.instance_id,
        producer_acks=-1,
        producer_linger=0.005,
        producer_max_batch_size=_MIB // 4,
        producer_max_request_size=256 * _MIB,  # before compression; the broker's limit is the one that holds
        producer_compression_type="zstd",  # the client's lz4 runs at level 9: four times the CPU time, and larger
        producer_request_timeout=30.0,
        table_standby_replicas=0,  # no tables: otherwise Faust's own assignor
        topic_disable_leader=True,
        topic_allow_declare=False,
        value_serializer="raw",
        key_serializer="raw",
        web_enabled=False,
        worker_redirect_stdouts=False,
        cython_optimizations=False,
    )
    loop = BatchLoop(app, faust_app, settings, topic_ids)
    source = faust_app.topic(*app.topology.reads, schema=transport.WholeFetches())
    faust_app.agent(source, name=app.name)(loop.run)
    faust_app.on_partitions_revoked.connect(loop.on_partitions_revoked)
    faust_app.on_partitions_assigned.connect(loop.on_partitions_assigned)
    faust_app.timer(settings.stall_seconds / 8, name="probe")(loop.probe)
    return faust_app, loop


def _credentials(access: Access) -> Any:
    """As Faust wants them. Raises SettingsError."""
    context = access.ssl_context()
    if access.protocol.startswith("SASL"):
        return faust.SASLCredentials(
            username=access.username, password=access.password, ssl_context=context, mechanism=access.mechanism
        )
    return faust.SSLCredentials(context) if context else None
