"""What an `EntropyCalculator` asks of its kernel: the answer to a dragged bar, and what long data take.

    python -m benchmarks.entropy.bars
    python -m benchmarks.entropy.long_data

All threads are pinned to one.
"""

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
