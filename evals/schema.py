"""Writes the JSON schema of suites, for editors: `python -m evals.schema`."""

import json

from evals.models import Suite
from evals.suite import SUITES

SCHEMA = SUITES / "suite.schema.json"


def schema_text() -> str:
    """The schema as it stands in the file, with its line end."""
    schema = Suite.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write the schema beside the suites."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
