"""Rules that people write, as files: a folder of them, the cases beside them, dry runs. The stage applies them."""
