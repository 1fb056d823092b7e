"""The only importer of kafka-python: admin, feed, readers, replay, the local broker."""

import logging
import warnings

with warnings.catch_warnings():
    # kafka-python reads its message schemas by calls that Python 3.11 and 3.12 call deprecated, and 3.13 does not.
    warnings.filterwarnings("ignore", r"(read|open)_text is deprecated", DeprecationWarning)
    import kafka  # noqa: F401

# The client logs every connection that fails; we raise BrokerError with one line instead.
logging.getLogger("kafka").addHandler(logging.NullHandler())
