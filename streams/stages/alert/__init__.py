"""The alert stage: what countries' articles add up to."""

from streams.stages.alert.countries import Countries
from streams.stages.alert.lifecycle import Expired

__all__ = ["Countries", "Expired"]
