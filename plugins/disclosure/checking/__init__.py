"""Documents are judged: schema, rules, privacy; issues come out."""
