# The service as an image: a builder makes the wheel with its board, the image installs it from the lock.
# Not built where this was written (no container engine there): tests/contracts/test_image.py checks its
# basics, and the same steps run without containers in .ci/run.

FROM python:3.13-slim-bookworm AS builder
WORKDIR /build
COPY requirements/ requirements/
RUN python -m venv /build/venv \
    && /build/venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/dev.txt
ENV PATH="/build/venv/bin:$PATH"
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
RUN cd frontend && npm ci --ignore-scripts
COPY . .
RUN cd frontend && npm run build
RUN python -m hatchling build -t wheel -d /build/dist

FROM python:3.13-slim-bookworm AS installed
WORKDIR /build
COPY requirements/runtime.txt runtime.txt
RUN python -m venv /opt/surgeline \
    && /opt/surgeline/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r runtime.txt
COPY --from=builder /build/dist/ dist/
RUN /opt/surgeline/bin/pip install --no-cache-dir --no-deps --no-index dist/*.whl

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --shell /usr/sbin/nologin surgeline
COPY --from=installed /opt/surgeline /opt/surgeline
ENV PATH="/opt/surgeline/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    SURGELINE_HOST=0.0.0.0 \
    SURGELINE_PORT=8600
USER 10001
EXPOSE 8600
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['SURGELINE_PORT'] + '/health/ready', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["surgeline", "serve"]
