"""The contract with producers and consumers: a JSON Schema per topic, examples, and asyncapi.yaml; all generated."""
