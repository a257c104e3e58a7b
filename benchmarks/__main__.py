"""`python -m benchmarks [--short] [NAME …]`: runs them and prints their tables."""

import argparse
import asyncio

from benchmarks import broadcast, cpu, databases, digest, latency, memory, planning, quicklog, throughput

ALL = {
    "cpu": cpu.run,
    "throughput": throughput.run,
    "latency": latency.run,
    "broadcast": broadcast.run,
    "digest": digest.run,
    "memory": memory.run,
    "planning": planning.run,
    "quicklog": quicklog.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--short", action="store_true", help="less of everything, in under four minutes")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(ALL)}; all unless told")
    given = parser.parse_args()
    with databases.place() as place:
        for name in given.names or ALL:
            print(asyncio.run(ALL[name](place, short=given.short)), flush=True)


if __name__ == "__main__":
    main()
