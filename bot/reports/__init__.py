"""Files made of what is stored: tables for spreadsheets, entries for calendars. The room reads rows and writes none."""

from bot.reports import calendars, exports

__all__ = ["calendars", "exports"]
