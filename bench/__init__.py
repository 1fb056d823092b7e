"""Speed and memory, measured beside peers in the same run; README.md says what, how and how much."""
