"""The try-out: a local Bot API, a page with phones, a clock to turn.

Nothing else in the house may import this room; it may import everything.
"""
