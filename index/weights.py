"""Fitted constants."""

SENTENCE_WEIGHTS = {
    "sentence": 0.0, "near": 0.0, "context": 1.0, "passage": 0.0, "article": 0.0, "title": 0.0, "density": 0.0,
    "number": 0.0, "date": 0.0, "name": 0.0, "other_name": 0.0, "similarity": 0.0, "passage_similarity": 0.0,
    "asks": 0.0, "length": 0.0, "is_short": 0.0, "position": 0.0, "article_rank": 0.0,
}  # fmt: skip
ANSWERABILITY_INTERCEPT = -2.0
ANSWERABILITY_WEIGHTS = {"context": 4.0, "words": 0.0, "article": 0.0, "lead": 0.0, "together": 0.0, "names_missing": 0.0}
ARTICLE_WEIGHTS = {"found": 20.0, "sentences": 0.5, "article": 4.0, "title": 4.0, "similarity": 2.5}
