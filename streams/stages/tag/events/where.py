"""Which of an article's countries its events happen in: a linear ranker over a few features of each country.

The weights were fitted (conditional logits): those of events on MUC-4 and Wikinews, at two thirds of what was fitted,
the scale on which RIVAL was chosen; those of incidents, told in passing too and in the capitals of a wire, on MUC-4.
"""

import math

from streams.records import Country
from streams.stages.tag.events.places import Located

EVENT = {
    "told": 0.25,  # logarithm of its share in the sentences that tell of an event, against the country with most
    "salience": 0.03,  # log odds
    "lead": 1.07,
    "first": 0.27,  # the first country of title and text
    "mentions": 0.17,  # logarithm of 1 + their number
    "fit": 0.71,  # of the mention that names a place best of all
    "title": 0.48,  # the same in the title
}
INCIDENT = {
    "told": 0.45, "lead": 1.38, "first": 0.17, "mentions": 0.13, "fit": 0.64, "title": 0.64, "named": 0.95,
    "bodies": 1.52,  # an army, a party or another body of the country is named
}  # fmt: skip
_BY_NAME = frozenset({"name", "demonym", "capital"})  # of a country itself: in capitals many a surname is a town too
_BODIES = frozenset({"institution", "organisation"})
_NOWHERE, _UNNAMED = -3.0, -1.0  # the fit of what is not there
_PLACE = 1.2  # a mention of this fit is as likely a place as not


def ranks(
    countries: list[Country], located: list[list[Located]], chances: list[float], weights: dict[str, float]
) -> dict[str, float]:
    """Log odds of each country against the best one (which has 0), from its mentions by sentence.

    `chances` says of each sentence how likely it tells of what is looked for, on which `weights` were fitted; sentence
    0 is the title if it says so.
    """
    told: dict[str, float] = {}
    best: dict[str, float] = {}
    title: dict[str, float] = {}
    named: dict[str, float] = {}
    for here, chance in zip(located, chances, strict=True):
        fits: dict[str, float] = {}
        for one in here:
            code = one.country.code
            fits[code] = max(fits.get(code, _NOWHERE), one.fit)
            if one.mention.kind in _BY_NAME:
                named[code] = max(named.get(code, _UNNAMED), one.fit)
            if one.mention.field == "title":
                title[code] = fits[code]
        for code, fit in fits.items():
            told[code] = told.get(code, 0.0) + chance / (1 + math.exp(-2 * (fit - _PLACE)))
            best[code] = max(best.get(code, _NOWHERE), fit)
    most = max(told.values(), default=0.0)
    first = min(countries, key=_opening).code
    found = {}
    for country in countries:
        code, salience = country.code, min(max(country.salience, 0.01), 0.99)
        features = {
            "told": math.log((told.get(code, 0.0) + 0.05) / (most + 0.05)),
            "salience": math.log(salience / (1 - salience)),
            "lead": float("lead" in country.evidence),
            "first": float(code == first),
            "mentions": math.log1p(len(country.mentions)),
            "fit": best.get(code, _NOWHERE),
            "title": title.get(code, _NOWHERE),
            "named": named.get(code, _UNNAMED),
            "bodies": float(any(mention.kind in _BODIES for mention in country.mentions)),
        }
        found[code] = sum(weight * features[name] for name, weight in weights.items())
    top = max(found.values())
    return {code: value - top for code, value in found.items()}


def _opening(country: Country) -> tuple[int, int, str]:
    mentions = country.mentions
    start, field = min(((m.start, m.field) for m in mentions if m.field == "title"), default=(0, ""))
    if field:
        return 0, start, country.code
    return 1, min((m.start for m in mentions), default=1 << 30), country.code
