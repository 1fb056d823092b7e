"""The clean stage: the article out of a page."""
