"""The only importer of Faust: the app factory, the batch loop, transport, state, health."""
