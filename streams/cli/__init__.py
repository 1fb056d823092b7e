"""The dateline command; imports everything, and nothing imports it."""
