"""`python -m services.timeline` runs the service."""

from services.timeline.app import timeline
from services.timeline.settings import TimelineSettings
from tocsin.serving import main

if __name__ == "__main__":
    main(timeline, TimelineSettings, lambda settings: settings.timeline_port)
