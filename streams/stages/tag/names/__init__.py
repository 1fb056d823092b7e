"""Who and what an article names: persons, organisations, places and the rest, with their spans."""

from streams.stages.tag.names.linear import LINEAR, LinearTagger
from streams.stages.tag.names.tagger import Span, Tagger
from streams.stages.tag.names.tagging import merge_names

__all__ = ["LINEAR", "LinearTagger", "Span", "Tagger", "merge_names"]
