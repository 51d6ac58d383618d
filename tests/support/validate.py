"""Validates YAML files against a JSON Schema: validate.py SCHEMA FILE... (python3-jsonschema and python3-yaml)."""
import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2 has no dates: 2026-01-15 is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
wrong = 0
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        content = yaml.load(file, Loader)
    for error in validator.iter_errors(content):
        wrong += 1
        print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
print(f"{len(sys.argv) - 2} files, {wrong} errors")
sys.exit(wrong > 0)
