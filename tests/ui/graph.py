"""A small graph and someone in the middle of it, for the screens that show where one stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from learner.rows import attempt, rows

from tutor.content.curriculum import Curriculum, Skill, Strand
from tutor.learner.memory import Learner, replay
from tutor.problem import Outcome

STRANDS = {
    "notation": "Notation and estimates",
    "vectors": "Vectors",
    "matrices": "Matrices and linear maps",
    "probability": "Probability",
    "exp-log-softmax": "Exponentials, logarithms, softmax, numerical stability",
    "embeddings": "Embeddings and retrieval",
    "transformer": "Attention and transformer arithmetic",
    "sampling": "Sampling and likelihood of text",
}
SKILLS = {
    "sum-notation": ("Sums, products and indices", "notation", ()),
    "argmax-onehot": ("Maximum, argmax, indicators and one-hot vectors", "notation", ()),
    "vector-add-scale": ("Adding, scaling and combining vectors", "vectors", ()),
    "dot-product": ("Dot product", "vectors", ("vector-add-scale", "sum-notation")),
    "vector-norms": ("Norms and unit vectors", "vectors", ("dot-product",)),
    "angle-cosine": ("Cosine and angle between vectors", "vectors", ("vector-norms",)),
    "matrix-basics": ("Shape, entries, sum and transpose of matrices", "matrices", ("vector-add-scale",)),
    "matrix-vector-product": ("Matrix times vector", "matrices", ("matrix-basics", "dot-product")),
    "matrix-product": ("Matrix times matrix", "matrices", ("matrix-vector-product",)),
    "events-union": ("Events, complements and unions", "probability", ()),
    "pmf-expectation": ("Discrete distributions and expected value", "probability", ("events-union", "sum-notation")),
    "power-rules": ("Powers and roots", "exp-log-softmax", ()),
    "exp-log-rules": ("Exponent and log rules", "exp-log-softmax", ("power-rules",)),
    "sigmoid-logit": ("Sigmoid, odds and logits", "exp-log-softmax", ("exp-log-rules",)),
    "softmax-compute": ("Computing a softmax", "exp-log-softmax", ("exp-log-rules", "pmf-expectation")),
    "softmax-invariance": ("Shifts and scale of a softmax", "exp-log-softmax", ("softmax-compute", "sigmoid-logit")),
    "cosine-ranking": ("Ranking by cosine and nearest neighbours", "embeddings", ("angle-cosine",)),
    "cosine-similarity": ("Cosine similarity", "embeddings", ("angle-cosine",)),
    "attention-weights": ("Scaled dot-product attention weights", "transformer", ("softmax-compute", "matrix-product")),
    "attention-output": ("Attention output", "transformer", ("attention-weights",)),
    "causal-mask": ("Causal mask", "transformer", ("attention-weights",)),
    "temperature": ("Temperature", "sampling", ("softmax-invariance",)),
    "top-k": ("Top-k truncation", "sampling", ("softmax-compute",)),
}
ANSWERS = {
    "sum-notation": (40, "rrrrr"),
    "vector-add-scale": (38, "rrrr"),
    "dot-product": (30, "rrrr"),
    "vector-norms": (20, "rrr"),
    "power-rules": (45, "rrrrr"),
    "exp-log-rules": (30, "rrrww"),
    "events-union": (12, "rrr"),
    "angle-cosine": (120, "rr"),
    "pmf-expectation": (3, "rw"),
    "sigmoid-logit": (130, "rr"),
}
"""Of each skill: how many days ago it was begun, and its answers since, evenly spread: right or wrong."""
UNPRACTISED = "causal-mask"

GRAPH = Curriculum(
    [Strand(id, title) for id, title in STRANDS.items()],
    [Skill(id, title, strand, needs, {}, (), 6) for id, (title, strand, needs) in SKILLS.items()],
    lambda: {each: 3 for each in SKILLS if each != UNPRACTISED},
)


@cache
def in_the_middle(at: datetime) -> Learner:
    """Someone after six weeks: some skills held, some due, one slipping."""
    answers = [
        (skill, number, said, at - timedelta(days=begun * (1 - number / len(all_said))))
        for skill, (begun, all_said) in ANSWERS.items()
        for number, said in enumerate(all_said)
    ]
    return replay(
        rows(
            (
                attempt(
                    skill,
                    Outcome.WRONG if said == "w" else Outcome.CORRECT,
                    posed=f"{skill}{number}",
                    level=min(3, 1 + number // 2),
                ),
                when,
            )
            for skill, number, said, when in sorted(answers, key=lambda each: each[3])
        )
    )
