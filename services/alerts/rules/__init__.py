"""The rules: a YAML file each in this folder; their form is in `schema`, how they are read in `loading`."""

from services.alerts.rules.loading import RuleBook, RuleInvalid, load
from services.alerts.rules.schema import Rule

__all__ = ["Rule", "RuleBook", "RuleInvalid", "load"]
