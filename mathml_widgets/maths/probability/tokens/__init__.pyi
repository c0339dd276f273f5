from .branches import Branch, Likeliest, branches, greedy_continuation, likeliest_continuations
from .filters import Filtered, min_p, repetition_penalty, top_k, top_p
from .ngrams import NgramModel, ngram_model
from .scores import log_softmax, softmax
from .steps import NextToken, Stage, next_token
from .temperatures import TemperatureCurve, temperature_curve

__all__ = [
    "Branch",
    "Filtered",
    "Likeliest",
    "NextToken",
    "NgramModel",
    "Stage",
    "TemperatureCurve",
    "branches",
    "greedy_continuation",
    "likeliest_continuations",
    "log_softmax",
    "min_p",
    "next_token",
    "ngram_model",
    "repetition_penalty",
    "softmax",
    "temperature_curve",
    "top_k",
    "top_p",
]
