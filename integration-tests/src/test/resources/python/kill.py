"""Kills a process of this machine, or of this container: kill.py PID"""

import os
import signal
import sys

os.kill(int(sys.argv[1]), signal.SIGKILL)
