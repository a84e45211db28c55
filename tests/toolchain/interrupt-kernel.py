"""Interrupts cells as JupyterLab's button does, and says what is left as JSON: one whose threads would go on for ever,
and one that takes long to compile.

Usage: python interrupt-kernel.py FOLDER
"""

import json
import os
import sys
import time

from jupyter_client import KernelManager

TASKS = os.path.abspath(os.path.join(os.path.dirname(__file__), "../toolkit/core/parallel/thread-tasks"))

CELL = f"""
import {{ runParallel }} from '@one-click/core'
const endless = {{ module: {json.dumps(TASKS)}, name: 'endless' }}
console.log('ready')
await runParallel(endless, undefined, [1, 2, 3], {{ workers: 2 }})
"""

# Of so many declarations the compiler has work for minutes.
LONG = "\n".join(f"const number{one} = {{ before: number{one - 1} }}" for one in range(1, 20_000))

manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=sys.argv[1])
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=120)
pid = manager.provisioner.process.pid


def processor_seconds() -> float:
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_until(message: str, word: str | None = None) -> str:
    """What a cell has printed when it ends, or with this word."""
    printed = ""
    while True:
        reply = client.get_iopub_msg(timeout=60)
        if reply["parent_header"].get("msg_id") != message:
            continue
        if reply["msg_type"] == "stream":
            printed += reply["content"]["text"]
            if word and word in printed:
                return printed
        if reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
            return printed


client.execute_interactive("const started = 1", timeout=60)
message = client.execute(CELL)
read_until(message, "ready")
time.sleep(3)
working = processor_seconds()
time.sleep(1)
working = processor_seconds() - working
manager.interrupt_kernel()
interrupted = read_until(message)
time.sleep(1)
before = processor_seconds()
time.sleep(2)
left = processor_seconds() - before
message = client.execute(f"const number0 = 0\n{LONG}\nconsole.log('to the end')")
time.sleep(1)
manager.interrupt_kernel()
compiling = read_until(message)
# After an error the kernel answers for 0.2 s that it leaves out what was queued.
time.sleep(1)
printed = read_until(client.execute("console.log(6 * started * 7)"))
manager.shutdown_kernel(now=True)
print(
    json.dumps(
        {
            "working": working,
            "interrupted": interrupted,
            "left": left,
            "compiling": compiling,
            "printed": printed.strip(),
        }
    )
)
