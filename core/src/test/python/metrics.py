#!/usr/bin/env python3
"""Makes core/src/test/resources/io/ticketlabeler/internal/stats/metrics.jsonl.gz: 1,000 random cases with the answers of well-known libraries.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 scikit-learn==1.9.1 krippendorff==0.9.0
    /tmp/venv/bin/python core/src/test/python/metrics.py | gzip -9n > core/src/test/resources/io/ticketlabeler/internal/stats/metrics.jsonl.gz

One case a line. `truth` and `proposed` hold a digit for each ticket's label, `.` for none; `judges` one such string for each person;
`confidence` thousandths, `weight` whole numbers. NaN is null.
"""
import json
import math
import warnings

import krippendorff
import numpy as np
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, cohen_kappa_score, f1_score, precision_score, recall_score, roc_auc_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

warnings.simplefilter("ignore")
BINS = 15
NONE = 9  # a label outside the set, for "no proposal"


def plain(value):
    value = float(value)
    return None if math.isnan(value) else float(f"{value:.12g}")


def digits(values):
    return "".join("." if v == NONE else str(v) for v in values)


def ece(right, confidence, weight):
    """Equal-mass bins with the edges of calibration_curve(strategy="quantile"), by whole numbers."""
    n = len(right)
    rising = np.sort(confidence)
    edges = [rising[k * (n - 1) // BINS] for k in range(1, BINS)]
    bins = np.searchsorted(edges, confidence)
    off = [abs(np.sum(weight[bins == b] * (confidence[bins == b] - right[bins == b]))) for b in range(BINS)]
    if math.gcd(n - 1, BINS) == 1 and np.all(weight == 1):  # else an edge is a score, and rounding moves it in scikit-learn
        shares, scores = calibration_curve(right, confidence, n_bins=BINS, strategy="quantile")
        masses = np.bincount(bins, minlength=BINS)
        theirs = np.sum(np.abs(shares - scores) * masses[masses > 0]) / n
        assert abs(theirs - np.sum(off) / n) < 1e-12, (theirs, np.sum(off) / n)
    return np.sum(off) / np.sum(weight)


def aurc(right, confidence, weight):
    """By definition, ticket by ticket; ties share their errors evenly."""
    area = covered = errors = 0.0
    for score in sorted(set(confidence), reverse=True):
        here = confidence == score
        share = np.sum(weight[here] * (1 - right[here])) / np.sum(weight[here])
        for w in weight[here]:
            covered += w
            errors += w * share
            area += w * errors / covered
    return area / covered


def case(rng):
    n = int(rng.integers(4, 27))
    labels = int(rng.integers(2, 6))
    truth = rng.integers(0, labels, n)
    good = rng.random(n) < rng.random()
    proposed = np.where(good, truth, rng.integers(0, labels, n))
    proposed[rng.random(n) < 0.1] = NONE
    steps = rng.choice([10, 100, 1000])
    confidence = rng.integers(0, steps + 1, n) / steps
    weight = rng.integers(1, 6, n) if rng.random() < 0.5 else np.ones(n, int)
    judges = np.array([np.where(rng.random(n) < 0.7, truth, rng.integers(0, labels, n)) for _ in range(int(rng.integers(2, 5)))])
    missing = rng.random(judges.shape) < 0.3
    seen = np.where(missing, NONE, judges)

    has = proposed != NONE
    right = (truth == proposed)[has].astype(float)
    scored = confidence[has]
    w = weight[has].astype(float)
    both = (seen[0] != NONE) & (seen[1] != NONE)
    names = sorted(set(truth) | set(proposed[has]))
    f1 = dict(labels=names, sample_weight=weight, zero_division=0)
    wilson_n = int(10 ** rng.uniform(0, 6.5))
    wilson_k = int(rng.choice([0, wilson_n, rng.integers(0, wilson_n + 1)]))
    only = [int(v) for v in rng.integers(0, 10 ** int(rng.integers(1, 4)), 2)]
    exact = mcnemar([[0, only[0]], [only[1], 0]], exact=True).pvalue if sum(only) else 1.0
    if sum(only):
        assert abs(exact - binomtest(only[0], sum(only)).pvalue) < 1e-9
    try:
        alpha = krippendorff.alpha(reliability_data=np.where(missing, np.nan, judges), level_of_measurement="nominal")
    except ValueError:  # one value only, or nothing to compare
        alpha = math.nan
    return {
        "truth": digits(truth), "proposed": digits(proposed), "judges": [digits(row) for row in seen],
        "confidence": [round(1000 * c) for c in confidence], "weight": "".join(map(str, weight)),
        "wilson": [wilson_k, wilson_n, *map(plain, proportion_confint(wilson_k, wilson_n, 0.05, "wilson"))],
        "mcnemar": [*only, plain(exact)],
        "kappa": plain(cohen_kappa_score(seen[0][both], seen[1][both])) if both.sum() > 0 else None,
        "alpha": plain(alpha),
        "macro": plain(f1_score(truth, proposed, average="macro", **f1)),
        "micro": plain(f1_score(truth, proposed, average="micro", **f1)),
        "precision": [plain(v) for v in precision_score(truth, proposed, average=None, **f1)],
        "recall": [plain(v) for v in recall_score(truth, proposed, average=None, **f1)],
        "ece": plain(ece(right, scored, w)) if len(right) else None,
        "brier": plain(brier_score_loss(right, scored, sample_weight=w, pos_label=1)) if len(right) else None,
        "auroc": plain(roc_auc_score(right, scored, sample_weight=w)) if 0 < right.sum() < len(right) else None,
        "aurc": plain(aurc(right, scored, w)) if len(right) else None,
    }


generator = np.random.default_rng(20261124)
for _ in range(1000):
    print(json.dumps(case(generator), separators=(",", ":")))
