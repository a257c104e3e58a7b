"""Tools for whoever works on Blakus; the bot itself never imports them."""
