"""通知書の速さ - letters of one page with a table set as PDF/UA-1 and PDF/A-2a, each another family's.

One by one, as families get them, and many in one document, as they are printed; in seconds of one core, since what is
beside us on the machine is no matter of ours. WeasyPrint sets the same words beside it, where it is installed. Signing
is measured apart.
"""

from __future__ import annotations

import argparse
import html
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from madoguchi.core.case import Notice
from madoguchi.core.days import spoken_long
from madoguchi.core.language import JA
from madoguchi.core.letter import Addressee, Sealing, document, sheet
from madoguchi.core.package.edition import Edition
from madoguchi.lab.evidence import HOME, Disproved
from madoguchi.lab.folders import edition_in
from madoguchi.plugs.paper import FOLDERS, starts
from madoguchi.plugs.paper.press import Plug as Typst
from madoguchi.plugs.seal.pades import Plug as Pades

MADE: Final = datetime(2026, 11, 16, 3, tzinfo=UTC)
PROMISED: Final = 150.0  # letters a second and core, unsigned
AT_ONCE: Final = 100  # letters of a document that is printed
SEED: Final = 8
NAMES: Final = "佐藤鈴木高橋田中渡辺伊藤山本中村小林加藤吉田山田優子太郎花子健一美咲大輔直樹陽菜"
KINDS: Final = ("approved", "waiting", "refused", "correction", "withdrawn")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--letters", type=int, default=400, metavar="N", help="letters of each measure (default: 400)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure. Raises Disproved when a letter is not one page."""
    return measure(args.letters)


def measure(number: int) -> dict[str, Any]:
    """Letters a second and core, by each way. Raises Disproved when a letter is not one page."""
    edition, paper = edition_in(HOME, "gakudo", "tama"), Typst({"fonts": ",".join(FOLDERS)})
    many = [one(edition, place) for place in range(number)]
    first = paper.pdf("letter", document([one(edition, number)])).data  # fonts are read once, and not counted
    if (count := starts(first)[1]) != 1:
        raise Disproved(f"a letter has {count} pages")
    parts = [many[at : at + AT_ONCE] for at in range(0, number, AT_ONCE)]
    told = {
        "letters": number,
        "one_by_one": _speed(number, lambda: [paper.pdf("letter", document([each])) for each in many]),
        "at_once": min(AT_ONCE, number),
        "many_at_once": _speed(number, lambda: [paper.pdf("letter", document(part)) for part in parts]),
        "weasyprint": _weasyprint(many),
    }
    with tempfile.TemporaryDirectory() as folder:
        seal = Pades({"seals": folder, "seals_sample": "1"})
        seal.sign("tama", first, "見本")
        some = min(number, 50)
        told["signing"] = _speed(some, lambda: [seal.sign("tama", first, "見本") for _ in range(some)])
    return told


def one(edition: Edition, place: int, kind: str = "waiting", **changed: str) -> dict[str, Any]:
    """The values of a made-up letter, always the same for the same place."""
    dice = random.Random(SEED + place)
    name = "".join(dice.choices(NAMES, k=4))
    values = {
        "procedure": edition.procedure.name,
        "reference": f"2026-{place:06}-C",
        "municipality": edition.town.name,
        "office": edition.town.office.name,
        "phone": edition.town.office.phone,
        "link": "",
        "child": name,
        "club": f"見本第{dice.randint(1, 9)}学童クラブ、見本第{dice.randint(10, 20)}学童クラブ",
        "reason": f"指数 {dice.randint(1, 30)}点。入所した最後の方は {dice.randint(31, 40)}点でした。",
        "number": f"2026-{place:06}-C-1-1",
        "date": spoken_long(MADE.date()),
        "due": "2026年11月30日(月)",
        "message": "就労証明書の日数を確かめてください。",
        "fields": "就労日数、就労時間",
        "start": "2027年4月1日(木)",
        "ordinance": "見本市行政手続条例第8条",
        "grounds": "見本市学童クラブ条例第6条",
        **changed,
    }
    template = edition.letter(kind, JA)
    title, body = template.fill(values)
    notice = Notice(place + 1, f"2026-{place:06}-C-1", kind, JA, values["number"], title, body, MADE)
    lives = f"東京都多摩市見本{dice.randint(1, 9)}丁目{dice.randint(1, 40)}番地{dice.randint(1, 20)}"
    to = Addressee(changed.get("guardian", name), f"206-{dice.randint(1, 99):04}", changed.get("address", lives))
    check = "-".join("".join(dice.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=4)) for _ in range(3))
    around = Sealing(edition.town.name, "", check, "https://city.example/tama/letter/", sample=True)
    return sheet(notice, template, to, around)


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    beside = f"{figures['weasyprint']}" if figures["weasyprint"] else "not installed"
    return "\n".join(
        (
            f"{figures['letters']:,} letters, a second and core:",
            f"  one by one            {figures['one_by_one']}",
            f"  {figures['at_once']} in a document    {figures['many_at_once']}",
            f"  WeasyPrint, one by one {beside}",
            f"  signing alone         {figures['signing']}",
        )
    )


def too_slow(figures: dict[str, Any]) -> str:
    """Why the promise is not kept by either way; "" when it is."""
    best = max(figures["one_by_one"], figures["many_at_once"])
    return f"{best} letters a second and core, promised {PROMISED}" if best < PROMISED else ""


def _speed(number: int, work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return round(number / (time.process_time() - began), 1)


def _weasyprint(many: Sequence[Mapping[str, Any]]) -> float | None:
    """The same words as HTML, tagged (PDF/UA-1); None where it is not installed."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError):
        return None
    style, fonts = weasyprint.CSS(string=_STYLE), FontConfiguration()
    some = many[: min(len(many), 40)]

    def work() -> None:
        for letter in some:
            page = weasyprint.HTML(string=_html(letter))
            page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")

    weasyprint.HTML(string=_html(many[0])).write_pdf(stylesheets=[style], font_config=fonts)
    return _speed(len(some), work)


_STYLE: Final = """@page { size: A4; margin: 14mm 20mm 24mm 22mm } body { font: 10.5pt/1.75 IPAexGothic }
h1 { font-size: 15pt; text-align: center } .right { text-align: right } table { width: 100%; border-collapse: collapse }
th, td { border-bottom: .6pt solid; text-align: left; padding: 2mm } .law { border: .6pt solid; padding: 3mm }"""


def _html(letter: Mapping[str, Any]) -> str:
    def lines(text: str) -> str:
        return html.escape(text).replace("\n", "<br>")

    def piece(block: Mapping[str, Any]) -> str:
        if block["kind"] == "facts":
            rows = (f"<tr><th>{lines(label)}</th><td>{lines(value)}</td></tr>" for label, value in block["rows"])
            return f"<table>{''.join(rows)}</table>"
        return f'<p class="{block["kind"]}">{lines(block["text"])}</p>'

    to = "<br>".join(lines(letter["to"][name]) for name in ("postcode", "address", "name", "note"))
    body = "".join(piece(block) for block in letter["blocks"])
    return (
        f'<html lang="ja"><title>{lines(letter["title"])}</title><p>{to}</p><p class="right">{lines(letter["marks"])}'
        f"<br>{lines(letter['sender'])}</p><h1>{lines(letter['title'])}</h1>{body}<p>{lines(letter['check'])}</p></html>"
    )
