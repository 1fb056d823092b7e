"""Who and what an article names: persons, organisations, places and the rest, with their spans."""

from streams.stages.tag.names.tagging import find_names

__all__ = ["find_names"]
