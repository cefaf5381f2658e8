"""An S3 store of our own on loopback, for the tests that every storage plug must pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from moto.server import ThreadedMotoServer


@contextmanager
def s3_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an S3 store with the bucket `mihon`, for as long as the block lasts."""
    for name, value in {"AWS_ACCESS_KEY_ID": "mihon", "AWS_SECRET_ACCESS_KEY": "mihon"}.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=address, region_name="us-east-1")
    client.create_bucket(Bucket="mihon")
    client.close()
    try:
        yield address
    finally:
        server.stop()
