"""Reads the three sources: from S3 when ORDERS_BUCKET is set, else from the files in the zip."""
import csv
import io
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def _rows(name: str) -> list:
    bucket = os.environ.get("ORDERS_BUCKET")
    if bucket:
        import boto3

        body = boto3.client("s3").get_object(Bucket=bucket, Key=f"{name}.csv")["Body"]
        text = body.read().decode("utf-8")
    else:
        text = (HERE / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def orders(date: str) -> list:
    """Take the orders of one day."""
    rows = [row for row in _rows("orders") if row["date"] == date]
    print(f"{len(rows)} orders on {date}")
    return rows


def customers() -> list:
    """Take every customer."""
    return _rows("customers")


def rates(date: str) -> dict:
    """Take the day's exchange rates into EUR."""
    return {row["currency"]: float(row["eur"]) for row in _rows("rates") if row["date"] == date}
