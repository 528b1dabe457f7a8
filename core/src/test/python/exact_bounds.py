"""Makes exact-bounds.csv with scipy: random cases of the Clopper-Pearson bounds, hypergeometric tails and the count stop.

python -m venv v && v/bin/pip install scipy && v/bin/python exact_bounds.py > ../resources/io/ticketlabeler/internal/stats/exact-bounds.csv
"""

import random

from scipy import __version__
from scipy.stats import beta, binom, hypergeom

rng = random.Random(20261124)
print(f"# scipy {__version__}")


def case(*fields):
    print(",".join(repr(f) if isinstance(f, float) else str(f) for f in fields))


for i in range(1000):
    n = rng.choice([1, 2, 5, 59, 100, 1000, 3000, 100_000, 10_000_000]) if i % 2 else int(10 ** rng.uniform(0, 7))
    k = 0 if i % 10 == 0 else n if i % 10 == 1 else int(n * rng.random() ** 4)
    risk = rng.choice([0.001, 0.01, 0.025, 0.05, 0.1, 0.5])
    upper = 1.0 if k == n else float(beta.isf(risk, k + 1, n - k))
    lower = 0.0 if k == 0 else float(beta.ppf(risk, k, n - k + 1))
    case("cp", k, n, risk, lower, upper)

for i in range(300):
    n = int(10 ** rng.uniform(0, 4))
    p = rng.random() ** 2
    k = min(n, max(0, int(n * p + rng.gauss(0, 2) * (n * p * (1 - p)) ** 0.5)))
    case("binomial", k, n, p, float(binom.cdf(k, n, p)))

for i in range(500):
    population = int(10 ** rng.uniform(1, 6))
    wrong = int(population * rng.random() ** 3)
    n = rng.randint(1, min(population, 3000))
    mean = n * wrong / population
    k = min(n, max(0, int(mean + rng.gauss(0, 2) * mean**0.5)))
    case("hypergeometric", k, population, wrong, n, float(hypergeom.cdf(k, population, wrong, n)))


def count_stop(population, budget, n, risk):
    c = -1
    while c < n and (budget + c + 2 > population or hypergeom.cdf(c + 1, population, budget + c + 2, n) <= risk):
        c += 1
    return c


for i in range(200):
    population = int(10 ** rng.uniform(1.5, 5.5))
    budget = int(population * rng.choice([0.01, 0.02, 0.05, 0.1, 0.2]))
    n = rng.randint(1, min(population, 1500))
    risk = rng.choice([0.01, 0.05, 0.1])
    case("countstop", population, budget, n, risk, count_stop(population, budget, n, risk))
