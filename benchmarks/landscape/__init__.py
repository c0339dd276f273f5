"""How long a reader waits for a `LossLandscape`: first picture, stop, and what 1, 2 and 4 workers save.

    python -m benchmarks.landscape.first_picture
    python -m benchmarks.landscape.workers [--rounds 3]

All threads are pinned to one, in the workers' processes too.
"""

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
