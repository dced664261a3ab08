"""Processes that read articles and answer questions beside the one that writes."""
