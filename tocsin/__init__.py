"""The shared language of tocsin's services and of their subscribers."""

__version__ = "0.1.0"
