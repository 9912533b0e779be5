"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on news, xquad-en, xquad-es, wiki, clapnq, half-wiki, half-xquad-en, half-xquad-es;
news held out: AUROC 0.948, 87.9% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.1069,
    "near": 4.2042,
    "context": 4.4025,
    "passage": 1.9096,
    "article": 0.8461,
    "title": 1.8901,
    "density": 3.9643,
    "number": 2.4223,
    "date": 1.9729,
    "name": 1.3559,
    "other_name": 0.2828,
    "similarity": 1.3701,
    "passage_similarity": 3.5308,
    "asks": -7.1088,
    "length": 0.2023,
    "is_short": -0.5454,
    "position": -0.5129,
    "article_rank": 1.0415,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 26.5944,
    "sentences": 0.2633,
    "article": 5.4793,
    "title": 2.5295,
    "similarity": 1.7156,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -7.5354
ANSWERABILITY_SIZE = -0.5425
ANSWERABILITY_WEIGHTS = {
    "context": 5.104,
    "words": 0.3272,
    "article": 1.2168,
    "lead": 0.266,
    "together": 0.8114,
    "names_missing": -0.1791,
}
ANSWERABILITY_SLOPES = {
    "context": -0.7652,
    "words": 0.0164,
    "article": 1.0288,
    "lead": 0.0957,
    "together": -1.2175,
    "names_missing": 0.038,
}
