"""Files made of what is stored: tables for spreadsheets. The room reads rows and writes none."""

from bot.reports import exports

__all__ = ["exports"]
