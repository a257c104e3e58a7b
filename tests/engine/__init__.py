"""The engine room: the database engines, the client, the pacer and the log."""
