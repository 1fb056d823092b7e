"""Other people's formats into raw articles."""
