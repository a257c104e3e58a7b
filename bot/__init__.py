"""Blakus: a companion in chat for young people, their mentors and coordinators."""
