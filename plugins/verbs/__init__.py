"""The author's verbs: each puts rooms together, prints what it did and ends with its exit code."""
