"""`tocsin key`: a key for those who may write."""

import sys


def key() -> None:
    """Make a key for writing to a service, and the digest by which the service knows it.

    Ingest takes articles with it, the timeline what editors decide, the alerts service acknowledgements and silences.
    """
    from tocsin.keys import make_key

    made, digest = make_key()
    sys.stdout.write(
        f"""the key, for whoever writes (it is not kept anywhere):
  TOCSIN_KEY={made}
its digest, for the service that is written to (several with commas), here ingest:
  TOCSIN_INGEST_KEYS={digest}
(the timeline's are TOCSIN_TIMELINE_KEYS, those of the alerts service TOCSIN_ALERTS_KEYS)
"""
    )
