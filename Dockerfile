# One image for the three services: `python -m services.ingest`, `.timeline` or `.alerts`.
ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
RUN python3 -m venv /opt/tocsin
COPY requirements.lock ./
RUN /opt/tocsin/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY tocsin ./tocsin
COPY services ./services
RUN /opt/tocsin/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .
# The compiled codebook goes into the image: the containers' file systems are read-only.
RUN TOCSIN_CACHE=/opt/tocsin/cache /opt/tocsin/bin/python -c "import tocsin.codebook; tocsin.codebook.load()"

FROM ${PYTHON_IMAGE}
RUN groupadd --gid 10001 tocsin && useradd --uid 10001 --gid tocsin --no-create-home tocsin \
    && mkdir /data && chown tocsin:tocsin /data
COPY --from=build /opt/tocsin /opt/tocsin
ENV PATH=/opt/tocsin/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    TOCSIN_DATA=/data TOCSIN_HOST=0.0.0.0 TOCSIN_CACHE=/opt/tocsin/cache
USER tocsin
VOLUME /data
CMD ["tocsin", "--help"]
