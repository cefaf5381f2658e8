"""例の自治体 - cases that choose from one municipality's lists are run for that municipality, and for no other."""

from madoguchi.core.package.check import examine
from tests.core.package.good import good

SUITE = "tests/made_up.yaml"


def with_suite_of(town: str) -> dict[str, bytes]:
    """The package with its first suite once more, wrong and of one town."""
    files = good()
    name = next(path for path in sorted(files) if path.startswith("tests/"))
    text = files[name].decode().replace("schema: 1\n", f"schema: 1\nmunicipality: {town}\n", 1)
    files[SUITE] = text.replace("stops: [", "stops: [nowhere, ").encode()
    return files


def test_cases_of_another_municipality_are_neither_run_nor_counted() -> None:
    report = examine(with_suite_of("elsewhere"))
    assert not report.faults
    assert report.cases == examine(good()).cases


def test_cases_of_this_municipality_are_run() -> None:
    here = good()["municipality.yaml"].decode().partition("id: ")[2].split()[0]
    report = examine(with_suite_of(here))
    assert {(fault.file, fault.code) for fault in report.faults} == {(SUITE, "case-fails")}
