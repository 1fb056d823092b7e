"""Rules that people write: which events become alerts, how and when. Pure; streams/rules/ reads the files."""

from streams.stages.alert.rules.matching import Decision, decide, decide_volume, suppressing
from streams.stages.alert.rules.model import RuleSet, RulesInForce
from streams.stages.alert.rules.reading import read_rules, restored_rules
from streams.stages.alert.rules.shipped import shipped_rules

__all__ = [
    "Decision",
    "RuleSet",
    "RulesInForce",
    "decide",
    "decide_volume",
    "read_rules",
    "restored_rules",
    "shipped_rules",
    "suppressing",
]
