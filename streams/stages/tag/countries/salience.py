"""Two small logistic models over the features of a picture: would an editor file it here, and does it happen here?

The weights stand in streams/data/salience.tsv; `python -m evaluation.training.salience` fits them.
"""

from functools import cache
from math import exp

from streams.records import Role
from streams.stages.tag.countries.gazetteer import DATA
from streams.stages.tag.countries.picture import Picture

FILED = 0.5  # the salience from which an editor would file an article under a country
LEAST = 0.25  # below, an article is not about a country, whatever the sentence around its name says
GUESSED = 0.2  # the most that a misspelt name alone is worth: it must not raise an alert


@cache
def weights() -> dict[str, dict[str, float]]:
    """Model (`filed`, `place`) -> feature -> weight; a feature that a model does not use is not there."""
    lines = (DATA / "salience.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    models: dict[str, dict[str, float]] = {}
    for model, feature, weight in rows:
        models.setdefault(model, {})[feature] = float(weight)
    return models


def salience_of(picture: Picture) -> float:
    """Between 0 and 1: would an editor file the article under this country?"""
    salience = _probability("filed", picture)
    return min(salience, GUESSED) if picture.guessed else salience


def place_of(picture: Picture) -> float:
    """Between 0 and 1: is this where it happens, and not one who acts there or is named?"""
    return _probability("place", picture)


def role_of(picture: Picture, salience: float) -> Role:
    """Where it happens, who acts, or who is only named.

    The dateline is left out where the article names its country: a capital from which somebody speaks is no place
    where something happens.
    """
    if salience < LEAST:
        return "mentioned"
    return "location" if _probability("place", picture, _beside_the_role(picture)) >= 0.5 else "actor"


def explain(picture: Picture) -> list[str]:
    """Both models' sums, largest part first: what an editor would go by, and what makes it a place or an actor."""
    without = _beside_the_role(picture)
    return [
        f"filed {salience_of(picture):.2f}: {_told(_parts('filed', picture, ()))}",
        f"place {_probability('place', picture, without):.2f}: {_told(_parts('place', picture, without))}",
    ]


def _beside_the_role(picture: Picture) -> tuple[str, ...]:
    return ("dateline",) if picture.features["count"] else ()


def _probability(model: str, picture: Picture, without: tuple[str, ...] = ()) -> float:
    features = picture.features
    total = sum([weight * features[name] for name, weight in weights()[model].items() if name not in without])
    return 1 / (1 + exp(-total))


def _parts(model: str, picture: Picture, without: tuple[str, ...]) -> dict[str, float]:
    return {name: weight * picture.features[name] for name, weight in weights()[model].items() if name not in without}


def _told(parts: dict[str, float]) -> str:
    ranked = sorted(parts, key=lambda name: (-abs(parts[name]), name))
    return ", ".join(f"{name} {parts[name]:+.1f}" for name in ranked if abs(parts[name]) >= 0.05)
