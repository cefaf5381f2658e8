"""だれでも - every page as a screen reader meets it: one heading, named inputs, landmarks, nothing pointing nowhere."""

from collections import Counter
from pathlib import Path

import pytest

import madoguchi.web
from madoguchi.core.fields import KINDS
from madoguchi.web.kit.showing import BOXES
from tests.web.pages import Page
from tests.web.visits import Visitor, begin, fill_in, hand_in, look_up, shown, sign_in, typed

WEB = Path(madoguchi.web.__file__).parent
HIDDEN = {"hidden", "submit"}


def wrong_with(page: Page) -> list[str]:
    """Everything a reader would stumble over."""
    ids, told = Counter(page.ids()), []
    told += [f"id {name} twice" for name, number in ids.items() if number > 1]
    told += [f"{len(page.all('h1'))} h1"] if len(page.all("h1")) != 1 else []
    told += ["no lang"] if page.all("html") != [{"lang": "ja"}] else []
    told += [f"no {name}" for name in ("main", "header") if len(page.all(name)) != 1]
    told += ["no title"] if not page.title.strip() else []
    told += ["no skip link"] if page.all("a")[0].get("href") != "#main" else []
    links = [tag["href"] for tag in page.all("a") if tag.get("href", "").startswith("#")]
    told += [f"link to nothing: {link}" for link in links if link.removeprefix("#") not in ids]
    told += [f"unnamed: {tag}" for tag in unnamed(page)]
    for _, tag in page.tags:
        for name in ("aria-describedby", "aria-labelledby"):
            told += [f"{name}: {word}" for word in tag.get(name, "").split() if word not in ids]
    levels = [int(name[1]) for name, _ in page.tags if name in ("h2", "h3", "h4")]
    told += ["heading skipped"] if any(level > 2 for level in levels[:1]) else []
    return told


def unnamed(page: Page) -> list[dict[str, str]]:
    """Inputs without a label: neither one that points at them nor one around them."""
    labelled = {tag["for"] for tag in page.all("label") if "for" in tag}
    within = inside_labels(page)
    controls = [tag for name in ("input", "select", "textarea") for tag in page.all(name)]
    return [
        tag
        for tag in controls
        if tag.get("type") not in HIDDEN and tag.get("id") not in labelled and id(tag) not in within
    ]


def inside_labels(page: Page) -> set[int]:
    """Radio buttons and boxes directly after an opening label."""
    pairs = zip(page.tags, page.tags[1:], strict=False)
    return {id(after) for (before, told), (_, after) in pairs if before == "label" and "for" not in told}


def test_every_page_of_a_family_reads_well(visitor: Visitor) -> None:
    begin(visitor)
    pages = {"/": visitor.get("/"), "city": visitor.get("/tama/"), "procedure": visitor.get("/tama/gakudo/")}
    pages["start"] = visitor.send()
    pages["mistakes"] = visitor.send()
    while (slug := visitor.path.rstrip("/").rpartition("/")[2]) != "check":
        assert len(pages) < 100
        pages[f"{slug} {len(pages)}"] = visitor.send(**typed(visitor, email="mihon@example.jp", children=2))
    pages["done"] = visitor.send()
    reference, secret = shown(visitor.page, "reference"), shown(visitor.page, "secret")
    pages["code"] = visitor.send(visitor.page.form("/code"), code="1")
    pages["wrong"] = look_up(visitor, reference, "x")
    pages["standing"] = look_up(visitor, reference, secret)
    pages["withdraw"] = visitor.get(visitor.path + "withdraw/")
    pages["contact"] = visitor.get(f"/tama/status/{reference}/contact/")
    pages["no address"] = visitor.send(visitor.page.forms[-2], deed="change", contact="x")
    begin(visitor)
    pages["later"] = visitor.get(visitor.path.replace("/start/", "/later/"))
    pages["not sent"] = visitor.send(visitor.page.forms[0], contact="x")
    pages["begun"] = visitor.get("/tama/gakudo/")
    pages["missing"] = visitor.get("/nowhere/")
    assert {name: wrong for name, page in pages.items() if (wrong := wrong_with(page))} == {}
    assert len(pages) > 15


@pytest.mark.usefixtures("staff")
def test_every_page_of_the_staff_reads_well(visit) -> None:
    reference = hand_in(visit(), guardians__1__work_days="8")
    clerk = visit()
    pages = {"sign-in": clerk.get("/tama/staff/")}
    pages["wrong"] = clerk.send(username="x", password="x")
    pages["inbox"] = sign_in(clerk)
    pages["case"] = clerk.get(f"/tama/staff/case/{reference}-1/")
    pages["incomplete"] = clerk.send(clerk.page.form("/return/"), fields=[])
    pages["errands"] = clerk.get("/tama/staff/errands/")
    pages["secret"] = clerk.get(f"/tama/staff/case/{reference}-1/secret")
    pages["no paper"] = clerk.send(clerk.page.forms[-1])
    pages["slip"] = clerk.send(clerk.page.forms[-1], paper="license")
    decider = visit()
    sign_in(decider, "kessai")
    pages["purpose"] = decider.get(f"/tama/staff/case/{reference}-1/")
    pages["no purpose"] = decider.send(decider.page.form("/purpose"))
    pages["views"] = decider.get("/tama/staff/views/")
    pages["no export"] = decider.send(decider.page.form("/export"))
    pages["protect"] = decider.get(f"/tama/staff/case/{reference}-1/protect")
    pages["nobody named"] = decider.send(decider.page.form("/protect"), deed="protect", clerks=[])
    pages["protected"] = decider.send(decider.page.form("/protect"), deed="protect", clerks=["kessai"])
    pages["protection"] = decider.get(f"/tama/staff/case/{reference}-1/protect")
    assert {name: wrong for name, page in pages.items() if (wrong := wrong_with(page))} == {}


def test_a_page_that_reads_badly_is_seen() -> None:
    bad = Page("<html><body><h1>a</h1><h1>b</h1><a href='#x'>c</a><input id=i><p id=i>d</p></body></html>")
    told = " ".join(wrong_with(bad))
    for word in ("twice", "2 h1", "no lang", "no main", "no title", "no skip", "link to nothing", "unnamed"):
        assert word in told


def test_a_group_of_inputs_has_one_name_and_its_mistake(visitor: Visitor) -> None:
    fill_in(visitor, "child-1")
    page = visitor.send()
    groups = [tag for tag in page.all("fieldset") if tag.get("aria-describedby")]
    assert (len(groups), len(page.all("legend"))) == (1, 2), "the birthday, and the question that may stay open"
    assert [tag for tag in page.all("input") if tag.get("aria-invalid")]


def test_no_page_shows_more_than_seven_questions_at_once(visitor: Visitor) -> None:
    begin(visitor)
    while not visitor.path.endswith("/check/"):
        assert 0 < len(visitor.page.form().asks) <= 7, visitor.path
        visitor.send(**typed(visitor, children=2))


def test_every_kind_of_field_has_its_look_and_every_look_its_kind() -> None:
    looks = {file.stem for file in (WEB / "kit" / "fields").glob("*.html")} - {"line"}
    assert looks == set(KINDS)
    assert [part for part, *_ in BOXES] == list(KINDS["date"].parts)


def test_no_template_is_longer_than_a_screen_or_speaks_of_a_script_inline() -> None:
    for file in WEB.rglob("*.html"):
        text = file.read_text()
        assert len(text.splitlines()) <= 80, file
        assert "style=" not in text, file
        assert "<script>" not in text, file
