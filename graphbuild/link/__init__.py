"""Mentions → actors: identity within an article and across articles, spelling keys, labels."""
