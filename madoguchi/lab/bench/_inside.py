"""計測の中 - a process of a bench, within its scratch database: `fill N` puts rows in, `ask N` measures the pages.

Prints JSON.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from typing import Any, Final

import django

django.setup()

from django.test import Client  # noqa: E402 - after its settings

from madoguchi.desk import office  # noqa: E402 - as above
from madoguchi.lab.bench._filling import field_of, filled  # noqa: E402 - as above
from madoguchi.store import editions, many, wall  # noqa: E402 - as above
from madoguchi.web.clock import now  # noqa: E402 - as above

TOWN, PROCEDURE = "tama", "gakudo"
WHO: Final = "uketsuke"
PASSWORD = "only-for-this-bench"  # noqa: S105 - of a database that is gone in a minute
TOTAL: Final = re.compile(rb'data-total="(\d+)"')


def fill(number: int) -> dict[str, Any]:
    """So many cases, and a clerk."""
    with wall.inside(TOWN, write=True):
        office.employ(WHO, "見本 受付", ("clerk",), PASSWORD)
        edition = editions.current_edition(PROCEDURE)
        assert edition
        return {"rows": many.put(filled(edition, number, now()))}


def pages() -> dict[str, str]:
    """What is asked for: a name, and what stands behind the ? of the list."""
    with wall.inside(TOWN):
        edition = editions.current_edition(PROCEDURE)
    assert edition
    facets = edition.procedure.facets
    fields = {name: field_of(edition, name) for name in facets}
    values = {name: field.options[0].id if field.options else "1" for name, field in fields.items()}
    by_facet = {f"facet {name}": f"f-{name}={value}" for name, value in values.items()}
    all_facets = "&".join(by_facet.values())
    return {
        "first page": "status=",
        "all": "status=all",
        "last page of all": "status=all&page=99999",
        "middle page of all": "status=all&page=600",
        "one status": "status=received",
        "new today": "new=1",
        "mine": "assignee=@me",
        "nobody's": "assignee=@nobody",
        "deadline near": "deadline=near",
        "with findings": "findings=yes",
        "search 1 letter": "status=all&q=花",
        "search 1 kana": "status=all&q=カ",
        "search a name": "status=all&q=渡辺 三奈",
        "search a number": "status=all&q=000123",
        "search a telephone": "status=all&q=0420123",
        "search nothing found": "status=all&q=いないひと",
        **by_facet,
        "all facets": f"status=all&{all_facets}",
        "facet and letter": f"status=all&q=子&{next(iter(by_facet.values()), '')}",
        "sort by name": "status=all&sort=title",
        "sort by deadline": "status=all&sort=deadline",
        "sort by findings, last": "status=all&sort=-findings&page=99999",
        **{f"sort by {name}": f"status=all&sort=f-{name}" for name in facets[:1]},
    }


def ask(rounds: int) -> dict[str, Any]:
    """{page: {"p50", "p95", "rows"}} in milliseconds, after one look that warms the caches of the process."""
    client = Client(SERVER_NAME="localhost")
    client.post(f"/{TOWN}/staff/sign-in/", {"username": WHO, "password": PASSWORD})
    return {page: _timed(client, f"/{TOWN}/staff/?{query}", rounds) for page, query in pages().items()}


def _timed(client: Client, address: str, rounds: int) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    took = []
    for _ in range(max(2, rounds)):
        began = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - began) * 1000)
    total = TOTAL.search(answer.content)
    last = statistics.quantiles(took, n=20, method="inclusive")[-1]
    return {"p50": round(statistics.median(took)), "p95": round(last), "rows": int(total[1]) if total else 0}


def main() -> None:
    """The command line."""
    word, number = sys.argv[1], int(sys.argv[2])
    print(json.dumps({"fill": fill, "ask": ask}[word](number), ensure_ascii=False))


if __name__ == "__main__":
    main()
