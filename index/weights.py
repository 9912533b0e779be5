"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on
news, xquad-en, xquad-es, wiki, clapnq, multihop, half-wiki, half-xquad-en, half-xquad-es;
news held out: AUROC 0.947, 86.6% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.0976,
    "near": 4.1969,
    "context": 4.4203,
    "passage": 1.9267,
    "article": 0.8577,
    "title": 1.8567,
    "density": 3.7416,
    "number": 2.4206,
    "date": 1.9716,
    "name": 1.3542,
    "other_name": 0.2832,
    "similarity": 1.3797,
    "passage_similarity": 3.5309,
    "asks": -7.1081,
    "length": 0.2011,
    "is_short": -0.5449,
    "position": -0.5137,
    "article_rank": 1.018,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 25.5601,
    "sentences": 0.2601,
    "article": 5.585,
    "title": 2.5251,
    "similarity": 1.7872,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -10.1492
ANSWERABILITY_SIZE = -0.1181
ANSWERABILITY_WEIGHTS = {
    "context": 6.2377,
    "words": 0.2289,
    "asked": 1.3699,
    "article": 1.5444,
    "lead": 0.272,
    "together": 0.5551,
    "names_missing": -0.0398,
}
ANSWERABILITY_SLOPES = {
    "context": -1.0643,
    "words": 0.0192,
    "asked": -0.2469,
    "article": 0.935,
    "lead": 0.0775,
    "together": -0.9574,
    "names_missing": -0.0146,
}
