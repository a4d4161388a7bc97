"""Scores against gold, and the training of the shipped models; nothing else imports this package."""
