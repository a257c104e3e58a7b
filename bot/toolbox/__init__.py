"""The things every room may lean on: the clock, the database engine and the log.

Nothing here knows what Blakus is for. This is the only room that may ask the machine for the time.
"""

from . import clock, database, logs

__all__ = ["clock", "database", "logs"]
