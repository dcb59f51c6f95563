"""Finds rows that can't be used, and drops them."""


def _problem(order: dict):
    if not order["customer"]:
        return "no customer"
    try:
        if float(order["amount"]) <= 0:
            return "amount is not positive"
    except ValueError:
        return "amount is no number"
    return None


def validate_orders(orders: list) -> dict:
    """Count what is wrong with the orders."""
    problems = {}
    for order in orders:
        problem = _problem(order)
        if problem:
            problems[order["id"]] = problem
    return {"checked": len(orders), "rejected": problems}


def clean_orders(orders: list, report: dict) -> list:
    """Keep the sound orders, amounts as numbers."""
    rejected = report["rejected"]
    return [
        {**order, "amount": float(order["amount"])} for order in orders if order["id"] not in rejected
    ]


def clean_customers(customers: list) -> dict:
    """Customers by id, countries in upper case."""
    return {
        row["id"]: {"country": row["country"].strip().upper(), "segment": row["segment"] or "none"}
        for row in customers
    }
