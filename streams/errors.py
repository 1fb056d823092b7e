"""Every error that this package raises on purpose, by what becomes of it.

DatelineError
├── Refused            the record is at fault: it ends as a dead letter, and the work goes on
├── UserError          the person at the command line can mend it: one line, exit code 2
│   ├── SettingsError      a setting is unknown or impossible
│   ├── BrokerError        no Kafka answers at the given address, or it refuses us
│   ├── RulesError         the alert rules cannot be read; a line for each fault, with file and line
│   └── TopicsError        topics are missing or differ from streams/topology.py
└── Fatal              this process cannot go on: nothing more is committed, and it ends with a code other than 0
    ├── LostMembership     the consumer group went on without us; a commit was refused
    ├── StateError         the snapshots do not fit the topic they were made from
    └── TooManyBugs        our own code failed on many records in a row: a bad deploy, not bad input
"""

from collections.abc import Sequence
from typing import Literal, get_args

Reason = Literal[
    "tombstone",  # the record has no value
    "empty",  # the value, or the article in it, holds no text
    "not-utf8",  # the value is not UTF-8
    "not-json",  # the value is not JSON (content-type headers decide what is expected)
    "not-an-object",  # JSON, but no object
    "invalid-field",  # a field has the wrong type; the message gives its path
    "no-content",  # neither text nor html, and not a retraction
    "no-identity",  # a retraction without id and url
    "too-large",  # unpacked, the record is over the limit
    "unknown-content-type",  # the content-type header names a form that we do not read
    "no-article",  # an index page, a consent or error page, an empty shell
    "bug",  # an exception that we did not foresee
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class DatelineError(Exception):
    """Whatever this package raises on purpose."""


class Refused(DatelineError):
    """A record that no retry will mend; `reason` is one of REASONS, the message says what is wrong and where."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason


class UserError(DatelineError):
    """Something that the person who typed the command can mend; the message says how."""


class SettingsError(UserError):
    """A setting is unknown or its value impossible."""


class BrokerError(UserError):
    """No Kafka answers at the given address, or it refuses what we ask."""


class TopicsError(UserError):
    """Topics are missing or differ from the topology."""


class RulesError(UserError):
    """The alert rules, or the cases beside them, cannot be read; `faults` print as file:line: what is wrong."""

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


class Fatal(DatelineError):
    """This process cannot go on without risking a loss."""


class LostMembership(Fatal):
    """A commit was refused: the group has given our partitions to somebody else."""


class StateError(Fatal):
    """A snapshot does not belong to the topic that it should continue."""


class TooManyBugs(Fatal):
    """Our own code failed on too many records in a row."""
