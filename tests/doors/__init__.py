"""People say, tap and see; each feature with its happy path and each refusal."""
