"""The page of the try-out in a real browser."""
