"""`python -m services.ingest` runs the service."""

from services.ingest.app import ingest
from services.ingest.settings import IngestSettings
from tocsin.serving import main

if __name__ == "__main__":
    main(ingest, IngestSettings, lambda settings: settings.ingest_port)
