"""The try-out: made-up people, the story, the clock."""
