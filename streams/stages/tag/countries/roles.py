"""The role of a country: where it happens, who acts, or only mentioned."""

from streams.records import Role
from streams.stages.tag.countries.salience import Picture

# Below this an editor would not file the article there, whatever the sentence around the name says.
LEAST = 0.25


def role_of(picture: Picture, salience: float) -> Role:
    """By what stands around its mentions: prepositions of place, or verbs and offices behind it."""
    if salience < LEAST:
        return "mentioned"
    return "actor" if picture.acts > picture.places else "location"
