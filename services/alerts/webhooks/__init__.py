"""Alerts sent to those who asked: who gets what (`routes`), what waits (`queue`), the sending (`courier`)."""
