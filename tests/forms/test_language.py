"""The examples together are the documentation of the form language: none without a test, no key without an example."""

import inspect

from madoguchi.core.fields import KINDS
from madoguchi.core.form import answer_schema
from madoguchi.core.package.schemas import schema
from tests.forms import test_forms
from tests.forms.examples import NAMES, example, parts


def test_every_example_has_a_test_of_its_name():
    tests = {name.removeprefix("test_") for name, _ in inspect.getmembers(test_forms, inspect.isfunction)}
    assert set(NAMES) <= tests


def test_every_key_of_the_form_language_is_in_an_example():
    language = schema("form")["$defs"]
    used = {key for name in NAMES for key in keys_of(parts(name)["form.yaml"])}
    wanted = {
        key
        for part in ("page", "field", "rule", "option", "obstacle", "instead")
        for key in language[part]["properties"]
    }
    assert wanted | set(language["page"]["properties"]["repeat"]["properties"]) <= used
    kinds = {field.kind for name in NAMES for _, field in example(name).form.fields()}
    assert kinds == set(KINDS)


def test_every_example_has_a_schema_of_its_answers():
    for name in NAMES:
        assert answer_schema(example(name).form, "urn:x", name)["required"]


def keys_of(node: object) -> set[str]:
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return (set(node) if isinstance(node, dict) else set()).union(*map(keys_of, below))
