"""How well a library answers: questions with known answers in, figures out."""

from index.evaluation.figures import Figures
from index.evaluation.questions import read_questions
from index.evaluation.running import Answering, evaluate

__all__ = ["Answering", "Figures", "evaluate", "read_questions"]
