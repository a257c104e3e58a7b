"""What Blakus costs, as ratios to a bare python-telegram-bot echo bot on the same machine.

`python -m benchmarks` runs all of them, `--short` in less than four minutes. Both bots talk to the local Bot API in a
process of its own, pinned to another core, and their runs alternate. A file a question.
"""
