"""ledger_worker.py with a task that takes its time in the middle of each share, unless there is a file FILE.hurry.

usage: slow_worker.py FILE MILLIS
"""

import os
import sys
import time

import ledger_worker


def slowly(share, first_row):
    half = len(share) // 2
    ledger_worker.task(share[:half], first_row)
    if not os.path.exists(sys.argv[1] + ".hurry"):
        time.sleep(int(sys.argv[2]) / 1000)
    ledger_worker.task(share[half:], first_row + half)


ledger_worker.work(sys.argv[1], slowly)
