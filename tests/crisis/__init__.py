"""Words of crisis: the labelled lists, and how often the rules are wrong on them."""
