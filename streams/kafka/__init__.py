"""The only importer of kafka-python: admin, feed, readers, replay, the local broker."""
