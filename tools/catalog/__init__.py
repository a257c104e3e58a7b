"""The catalogs of translations: kept in step with the code, filled and checked by `python -m tools.catalog`.

In JSON an entry is named as in gettext's own files: the English text, with `youth\u0004` before it where the
same text is said familiarly to youth.
"""
