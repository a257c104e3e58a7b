"""Promises about the house itself: what no reviewer should have to remember."""
