"""Quality, measured: our stages over data sets with known answers."""
