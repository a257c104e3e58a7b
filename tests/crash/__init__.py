"""The process is killed again and again while mentors log; afterwards every session is there exactly once."""
