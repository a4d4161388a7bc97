"""Articles → mentions of actors and tellings of claims: phrases, candidates, a scorer, attribution, modality."""
