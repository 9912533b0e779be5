"""Whether words are carried by the words they are said to rest on. Pure: no model, no network, no files.

``plain`` → ``markers`` (a model's text to sentences with numbers) → ``reading`` (a sentence to words, names, figures)
→ ``matching`` and ``relations`` (what of it the evidence has, and said of the same things) → ``judging``.
"""
