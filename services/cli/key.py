"""`tocsin key`: a key for those who may write."""

import sys


def key() -> None:
    """Make a key for writing to the ingest service, and the digest by which the service knows it."""
    from tocsin.keys import make_key

    made, digest = make_key()
    sys.stdout.write(
        f"""the key, for whoever sends articles (it is not kept anywhere):
  TOCSIN_KEY={made}
its digest, for the ingest service (several with commas):
  TOCSIN_INGEST_KEYS={digest}
"""
    )
