"""The tasks: what each reads of a record, and the function that predicts."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from evaluation.data import Json

# Every field of the data sets that is an input; the rest are answers, or tell what the answer is. `src` and `task` name
# the set's own notion of an answer.
_ARTICLE = frozenset("id url title dateline text date".split())


@dataclass(frozen=True, slots=True)
class Task:
    """A name on the command line, the module that holds predict_<name>, and its input fields."""

    name: str
    module: str
    fields: frozenset[str]

    def predict(self, records: Iterable[Json], *arguments: str) -> Iterator[Json]:
        """The predictions, one per record. The module is loaded now: a task needs no other task's models."""
        function: Callable[..., Any] = getattr(
            importlib.import_module(f"evaluation.{self.module}"), f"predict_{self.name}"
        )
        yield from function(records, *arguments)


# The tasks that take --field, and what they read without it.
FIELDS = {"html": "html", "text": "flat_text_inscriptis", "duplicates": "text", "countries": "url"}
_PAGE = frozenset({"id", "url", "html", "flat_text_inscriptis", "flat_text_naive"})

TASKS = {
    task.name: task
    for task in (
        Task("html", "clean_tasks", _PAGE),
        Task("text", "clean_tasks", _PAGE),
        Task("language", "clean_tasks", _ARTICLE),
        Task("duplicates", "clean_tasks", _ARTICLE | {"a", "b"}),
        Task("countries", "tag_tasks", _ARTICLE | {"task"}),
        Task("entities", "tag_tasks", _ARTICLE),
        Task("alerts", "event_tasks", _ARTICLE | {"lang", "src"}),
        Task("pages", "alert_tasks", _ARTICLE),
        Task("lifecycle", "alert_tasks", _ARTICLE | {"seq"}),
        Task("clusters", "alert_tasks", _ARTICLE | {"seq"}),
        Task("spikes", "alert_tasks", frozenset({"id", "counts", "step", "start"})),
    )
}
