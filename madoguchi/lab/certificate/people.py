"""見本の名 - people, firms and addresses that plainly do not exist, written with letters that are hard to read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from random import Random
from typing import Final

from madoguchi.core.package.read import read


@cache
def _words(name: str) -> tuple[str, ...]:
    """One list of people.yaml."""
    source, faults = read("people.yaml", files(__package__).joinpath("people.yaml").read_bytes())
    if source is None or faults:
        raise ValueError("; ".join(map(str, faults)))
    return tuple(source.data[name].split())


def _parted(word: str) -> tuple[str, str]:
    """`田ダ` is written 田 and read ダ; what is katakana itself is both."""
    half = len(word) // 2
    if word[:half] == word[half:]:
        return word[:half], word[half:]
    cut = next(place for place, letter in enumerate(word) if "ァ" <= letter <= "ヺ")
    return word[:cut], word[cut:]


def surname(dice: Random) -> tuple[str, str]:
    """A family's name and its reading: 見本, alone or with a letter before or behind it."""
    name, read = "見本", "ミホン"
    if dice.random() < 0.3:
        front = _parted(dice.choice(_words("front")))
        name, read = front[0] + name, front[1] + read
    if dice.random() < 0.75:
        back = _parted(dice.choice(_words("back")))
        name, read = name + back[0], read + back[1]
    return name, read


def person(dice: Random, house: tuple[str, str] | None = None, child: bool = False) -> tuple[str, str]:
    """Somebody's name and its reading."""
    family = house or surname(dice)
    given = _parted(dice.choice(_words("children") if child else _words("given")))
    gap = dice.choices(("　", " ", ""), (6, 3, 1))[0]
    return f"{family[0]}{gap}{given[0]}", f"{family[1]}{gap or '　'}{given[1]}"


def half_width(kana: str) -> str:
    """Katakana as some programs still print them: ﾐﾎﾝ ﾀﾛｳ."""
    return "".join(HALF.get(letter, letter) for letter in kana)


_WHOLE: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー　"
)
_HALVES: Final = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ "
_VOICED: Final = ("ガギグゲゴザジズゼゾダヂヅデドバビブベボ", "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ")
HALF: Final = dict(zip(_WHOLE, _HALVES, strict=True)) | {
    **{whole: half + "ﾞ" for whole, half in zip(*_VOICED, strict=True)},
    **{whole: half + "ﾟ" for whole, half in zip("パピプペポ", "ﾊﾋﾌﾍﾎ", strict=True)},
}


def firm(dice: Random) -> str:
    """Who employs: its form stands before or behind its name."""
    kind, trade = dice.choice(_words("kinds")), dice.choice(_words("trades"))
    known = f"見本{dice.choice(('', '', '', '東', '第一', 'みらい', '・'))}{trade}"
    return f"{known}{kind}" if dice.random() < 0.3 and not kind.startswith(("(", "㈱")) else f"{kind}{known}"


def place_of(firm_name: str, dice: Random) -> str:
    """Where the person works: the firm itself, or one of its branches."""
    return (
        firm_name if dice.random() < 0.4 else f"{firm_name}{dice.choice(('　', ' '))}{dice.choice(_words('branches'))}"
    )


def address(dice: Random) -> str:
    """No real place: the prefecture is 見本県."""
    lot = [dice.randint(1, 9), dice.randint(1, 39), dice.randint(1, 29)]
    town = dice.choice(_words("towns"))
    written = dice.choice(
        (
            "{}丁目{}番{}号".format(*lot),
            "{}-{}-{}".format(*lot),
            wide("{}－{}－{}".format(*lot)),
            f"{lot[1] * 37}番地{lot[2]}",
            f"{'一二三四五六七八九'[lot[0] - 1]}丁目{lot[1]}番{lot[2]}号",
        )
    )
    room = dice.choice(("", f"{dice.randint(1, 12)}F", f"{dice.randint(101, 999)}号室"))
    house = f" {dice.choice(_words('houses'))}{room}"
    return f"見本県見本市{town}{written}{house if dice.random() < 0.4 else ''}"


def wide(text: str) -> str:
    """Digits and letters in full width."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def phone(dice: Random) -> str:
    """Nobody's: the middle is 000, or it begins with 000."""
    area = dice.choice(("042", "03", "0428", "044", "000", "0000"))
    return f"{area}-000-{dice.randint(0, 9999):04d}"
