"""Object storage that speaks S3, on loopback, as a deployment is told of it: by its address and the AWS variables."""

from contextlib import contextmanager

import httpx

STORE = "s3://files/cache"


@contextmanager
def object_storage():
    """Run it with one empty bucket while the block lasts, and give the variables that lead to it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        httpx.put(f"{address}/files", trust_env=False).raise_for_status()
        yield {
            "CURBCUT_FILE_STORE": STORE,
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
        }
    finally:
        server.stop()


def kept(variables):
    """Return the names of what is in the bucket."""
    listed = httpx.get(f"{variables['AWS_ENDPOINT_URL']}/files?list-type=2", trust_env=False).text
    return [part.partition("</Key>")[0] for part in listed.split("<Key>")[1:]]
