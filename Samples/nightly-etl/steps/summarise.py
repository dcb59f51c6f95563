"""Sums rows up, and finds those far from the rest."""
from statistics import mean, pstdev


def _sum_by(rows: list, key: str) -> dict:
    sums = {}
    for row in rows:
        sums[row[key]] = round(sums.get(row[key], 0) + row["value"], 2)
    return dict(sorted(sums.items(), key=lambda pair: -pair[1]))


def by_country(rows: list) -> dict:
    """Value by country, largest first."""
    return _sum_by(rows, "country")


def by_segment(rows: list) -> dict:
    """Value by customer segment, largest first."""
    return _sum_by(rows, "segment")


def unusual(rows: list, threshold: float) -> list:
    """Orders whose value is far from the mean."""
    values = [row["value"] for row in rows]
    if len(values) < 2 or not pstdev(values):
        return []
    centre, spread = mean(values), pstdev(values)
    return [row["id"] for row in rows if abs(row["value"] - centre) > threshold * spread]
