"""Whether words are carried by the words they are said to rest on. Pure: no model, no network, no files.

``plain`` → ``markers`` (a model's text to sentences with numbers) → ``reading`` (a sentence to words, names, figures)
→ ``matching`` (what of it the evidence has) → ``comparing``, which asks everything in ``turned`` of one sentence of
evidence → ``judging``, of all of it. A bare answer is put into its question first: ``bare`` and ``gaps``.
"""
