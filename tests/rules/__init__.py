"""What the programme allows: values in, answer out."""
