"""What writes the models and compiled tables of streams/data, and measures the models by folds."""

from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "streams" / "data"
