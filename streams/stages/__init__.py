"""Pure functions over records: no I/O, no clock, no randomness, no Faust, no Kafka."""
