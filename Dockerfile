# syntax=docker/dockerfile:1

# One base for both stages, so that the environment finds the interpreter it was made with. Move tag and digest together.
FROM python:3.13-slim-trixie@sha256:9d2e5553305c7c7b0097999bb17187c69b921ccd6bc9d40e4bb5ebe652c00285 AS base

FROM base AS builder
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=0 \
    UV_CACHE_DIR=/build/cache \
    VIRTUAL_ENV=/opt/dateline
RUN pip install --no-cache-dir uv==0.13.9 && uv venv --no-cache "$VIRTUAL_ENV"
WORKDIR /build/source
# What the project needs changes less often than the project: a layer of its own.
RUN --mount=type=cache,target=/build/cache \
    --mount=type=bind,source=requirements/run.txt,target=run.txt \
    uv pip install --require-hashes -r run.txt
COPY pyproject.toml README.md LICENSE ./
COPY streams ./streams
# The pinned local.txt holds the build backend too.
RUN --mount=type=cache,target=/build/cache \
    --mount=type=bind,source=requirements/local.txt,target=local.txt \
    uv pip install --no-deps --build-constraints local.txt .

FROM base
LABEL org.opencontainers.image.title="dateline" \
      org.opencontainers.image.description="Raw news pages in Kafka become enriched articles and per-country alerts" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=builder /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_HEALTH_FILE=/tmp/health.json
WORKDIR /opt/dateline
# Nobody in particular: no entry in passwd is needed, and nothing in the image belongs to it.
USER 10001:10001
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 CMD ["dateline", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["dateline"]
CMD ["--help"]
