"""The rule sets that come with the package."""

from functools import cache
from importlib.resources import files

from streams.stages.alert.rules.model import RuleSet
from streams.stages.alert.rules.reading import read_rules

FOLDER = files("streams").joinpath("data", "alert_rules")
CASES = ".cases.yaml"  # how the name of a file with cases ends


@cache
def shipped_rules(name: str = "default") -> RuleSet:
    """A shipped set, by its folder's name."""
    folder = FOLDER.joinpath(name)
    texts = {
        file.name: file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".yaml") and not file.name.endswith(CASES)
    }
    return read_rules(texts)
