"""Files made of what is stored, read back."""
