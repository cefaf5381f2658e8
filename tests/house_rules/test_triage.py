"""家の規則 - what orders the list is read by the list alone: no rule, step, letter or page asks for a case's chance."""

import re
from pathlib import Path

from tests.house_rules.reading import python_files, text_of

# The files that are about it (triage.py), and who else may as much as name it, with what for.
MAY = {
    "madoguchi/commands/_office.py": "opens the plug",
    "madoguchi/core/package/check.py": "packages are inspected for what they let be counted",
    "madoguchi/core/package/edition.py": "an edition says what may be counted",
    "madoguchi/core/words.py": "the word",
    "madoguchi/desk/ask.py": "counts a case when it was corrected",
    "madoguchi/desk/intake/take.py": "counts a case again with what the file that brought it lacked",
    "madoguchi/desk/review.py": "counts a case when its papers were read",
    "madoguchi/desk/submit.py": "counts a case when it comes",
    "madoguchi/lab/axe.py": "the page of what was learned, in a browser",
    "madoguchi/settings/__init__.py": "all settings stand there",
    "madoguchi/store/look/inbox.py": "the order of the list",
    "madoguchi/store/tables/__init__.py": "all tables stand there",
    "madoguchi/web/staff/inbox.py": "asks by which version the list is ordered",
    "madoguchi/web/staff/reviews.py": "leads to the page of what was learned, of no case",
    "madoguchi/web/urls.py": "the address of that page",
}
# The places themselves are read by the order of the list, and told to whoever asks for those of one case.
READERS = {"madoguchi/store/triage.py", "madoguchi/store/look/inbox.py", "madoguchi/commands/triage.py"}
PLACES = re.compile(r"tables\.Triage|placings\(|\"chance\"")


def naming(word: "re.Pattern[str]") -> set[str]:
    """The files of the product that have such words; migrations only lay out tables."""
    files = [file for file in python_files("madoguchi") if "migrations" not in file.parts]
    return {str(file) for file in files if word.search(text_of(file))}


def test_nothing_but_the_list_has_to_do_with_triage() -> None:
    found = {file for file in naming(re.compile("triage", re.IGNORECASE)) if "triage" not in file}
    assert found == set(MAY)


def test_the_place_of_a_case_is_read_by_the_order_of_the_list_alone() -> None:
    assert naming(PLACES) == READERS


def test_the_deeds_that_count_only_say_so() -> None:
    """They call one function, and use nothing of what it did."""
    for name in ("ask", "review", "submit"):
        lines = [line.strip() for line in text_of(Path(f"madoguchi/desk/{name}.py")).splitlines() if "triage" in line]
        assert [line.partition("(")[0] for line in lines if "import" not in line] == ["triage.keep"]
