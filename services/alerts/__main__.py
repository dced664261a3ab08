"""`python -m services.alerts` runs the service."""

from services.alerts.app import alerts
from services.alerts.settings import AlertsSettings
from tocsin.serving import main

if __name__ == "__main__":
    main(alerts, AlertsSettings, lambda settings: settings.alerts_port)
