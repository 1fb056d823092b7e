"""A text speaks of unrest also where its news is another, and not where a word alone resembles it."""

from streams.stages.tag.events import unrest_in
from tests.stages.tag.events_help import article

PASSING = (
    "The mining company published its yearly figures on Monday. Profits fell by a tenth. Production at its largest "
    "shaft stopped for a week when workers went on strike for higher pay."
)
QUIET = (
    "The mining company published its yearly figures on Monday. Profits fell by a tenth, and it will hire a director."
)


def test_a_strike_told_in_passing_is_found_without_a_country():
    assert unrest_in(article(PASSING)) > -2 > unrest_in(article(QUIET))


def test_a_riot_reads_surer_than_a_protest_that_somebody_might_call():
    riot = "Thousands of protesters clashed with police in the capital on Sunday and set cars on fire."
    plan = "The union could call for a protest next year if the talks fail."
    assert unrest_in(article(riot)) > unrest_in(article(plan))


def test_a_text_without_such_a_word_is_surely_none():
    assert unrest_in(article("The bakery opens at nine.")) < -5
