"""What the programme promises, told as tests."""
