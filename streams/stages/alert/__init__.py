"""The alert stage: what countries' articles add up to."""
