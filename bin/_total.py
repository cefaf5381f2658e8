"""合計 - one closing line for several runs of pytest, in its own words: bin/_total.py FOLDER SECONDS [FAILED].

Ends with 1 when anything failed, ran not at all, or was skipped: a test that did not run has shown nothing.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree


def counts(folder: Path) -> dict[str, int]:
    """The sums of all reports (JUnit XML) of a folder."""
    sums = {"failed": 0, "passed": 0, "skipped": 0, "errors": 0}
    for file in sorted(folder.glob("*.xml")):
        # Written by pytest a moment ago: not a stranger's file.
        for suite in ElementTree.parse(file).getroot().iter("testsuite"):  # noqa: S314
            failures, errors, skipped = (int(suite.get(name, 0)) for name in ("failures", "errors", "skipped"))
            sums["passed"] += int(suite.get("tests", 0)) - failures - errors - skipped
            for name, more in (("failed", failures), ("skipped", skipped), ("errors", errors)):
                sums[name] += more
    return sums


def main(folder: str, seconds: str, failed_steps: str = "") -> int:
    sums = counts(Path(folder))
    if failed_steps.strip():
        print(f"failed steps: {failed_steps.strip()}")
    told = ", ".join(f"{count} {name}" for name, count in sums.items() if count)
    print(f"===== {told or 'no tests ran'} in {float(seconds):.2f}s =====")
    return int(bool(failed_steps.strip() or not sums["passed"] or sums["failed"] or sums["errors"] or sums["skipped"]))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
