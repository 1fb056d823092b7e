"""Which countries an article names and is about: candidates, their meaning, their role and their salience."""

from streams.stages.tag.countries.gazetteer import country_table
from streams.stages.tag.countries.salience import FILED
from streams.stages.tag.countries.tagging import country_of_text, explain_countries, find_countries, is_named

__all__ = ["FILED", "country_of_text", "country_table", "explain_countries", "find_countries", "is_named"]
