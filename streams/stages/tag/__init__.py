"""The tag stage: countries, names and events of a clean article."""
