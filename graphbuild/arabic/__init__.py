"""Arabic text → sentences, tokens, analysed words, dates; the morphology is compiled from the lexicon."""
