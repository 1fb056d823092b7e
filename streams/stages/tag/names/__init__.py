"""Who and what an article names: persons, organisations, places and the rest, with their spans."""

from streams.stages.tag.names.linear import LINEAR
from streams.stages.tag.names.tagger import Span, Tagger
from streams.stages.tag.names.tagging import find_names, merge_names

__all__ = ["LINEAR", "Span", "Tagger", "find_names", "merge_names"]
