# One image for the three services: `python -m services.ingest`, `.timeline` or `.alerts`.
#
# The coder in it is compiled, which takes some minutes and a C compiler; `--build-arg TOCSIN_COMPILE=` leaves it Python.
ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS installed
WORKDIR /src
RUN python3 -m venv /opt/tocsin
ENV PATH=/opt/tocsin/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock ./
RUN python -m pip install --require-hashes -r requirements.lock

# What compiles stays in this stage; it gives a wheel.
FROM installed AS wheel
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
COPY requirements-compile.lock ./
RUN python -m pip install --require-hashes -r requirements-compile.lock
COPY pyproject.toml setup.py README.md LICENSE ./
COPY tocsin ./tocsin
COPY services ./services
ARG TOCSIN_COMPILE=1
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels .

FROM installed AS build
COPY --from=wheel /wheels /wheels
RUN python -m pip install --no-deps /wheels/*.whl
# The compiled codebook goes into the image: the containers' file systems are read-only.
RUN TOCSIN_CACHE=/opt/tocsin/cache python -c "import tocsin.codebook; tocsin.codebook.load()"

FROM ${PYTHON_IMAGE}
RUN groupadd --gid 10001 tocsin && useradd --uid 10001 --gid tocsin --no-create-home tocsin \
    && mkdir /data && chown tocsin:tocsin /data
COPY --from=build /opt/tocsin /opt/tocsin
ENV PATH=/opt/tocsin/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    TOCSIN_DATA=/data TOCSIN_HOST=0.0.0.0 TOCSIN_CACHE=/opt/tocsin/cache
USER tocsin
VOLUME /data
CMD ["tocsin", "--help"]
