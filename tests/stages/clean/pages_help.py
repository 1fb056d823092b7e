"""An invented article whose pages the tests put together, each with what it is about."""

TITLE = "Storm closes the harbour of Port Veld after two ferries sink"
BODY = (
    "The harbour of Port Veld was closed on Friday after a storm sank two ferries and damaged the pier.\n\n"
    "Nobody was hurt, the coast guard said, because both ships lay empty at their moorings for the whole night.\n\n"
    "The harbour master told reporters that the port would open again when every wall of it had been looked at."
)
