"""The bill of materials: what is installed, as CycloneDX JSON, held against the lock."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tests.supply.locked import ROOT, locked

BILL = ROOT / "build" / "sbom.cdx.json"
OURS = "inspection-reports-assistant"
BROUGHT = {"pip"}
"""What a virtual environment brings by itself."""


def differences(bill: dict[str, Any], versions: dict[str, str]) -> list[str]:
    """Where the bill and the lock do not say the same."""
    held = {canonicalize_name(part["name"]): part["version"] for part in bill["components"]}
    lines = [
        f"{name} {version}: locked, and the bill has {held.get(name, 'nothing')}: `make install`"
        for name, version in versions.items()
        if held.get(name) != version
    ]
    extra = sorted(held.keys() - versions.keys() - BROUGHT - {OURS})
    return lines + [
        f"{name} {held[name]}: installed, and not in the lock: delete .venv and `make install`"
        for name in extra
    ]


def write_bill(path: Path = BILL) -> dict[str, Any]:
    """Write the bill of this environment, without time or chance in it, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tool = Path(sys.executable).with_name("cyclonedx-py")
    command = [str(tool), "environment", "--pyproject", "pyproject.toml", "--output-reproducible"]
    command += ["--output-format", "JSON", "--output-file", str(path), sys.executable]
    # Quiet: it warns of every classifier that is no licence by SPDX's list.
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    bill: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return bill


def main() -> int:
    """Write the bill; 1 where it is not what the lock says."""
    bill = write_bill()
    wrong = differences(bill, locked())
    for line in wrong:
        print(f"sbom: {line}", file=sys.stderr)
    where = BILL.relative_to(ROOT)
    print(f"sbom: CycloneDX {bill['specVersion']}, {len(bill['components'])} components: {where}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
