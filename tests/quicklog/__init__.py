"""The one-line log: values in, answer out."""
