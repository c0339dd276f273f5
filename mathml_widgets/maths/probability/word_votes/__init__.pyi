from .models import (
    Explanation,
    NaiveBayes,
    class_probabilities,
    exact_class_probabilities,
    explain,
    log_joint,
    naive_bayes,
)
from .word_tables import WordTable, word_table

__all__ = [
    "Explanation",
    "NaiveBayes",
    "WordTable",
    "class_probabilities",
    "exact_class_probabilities",
    "explain",
    "log_joint",
    "naive_bayes",
    "word_table",
]
