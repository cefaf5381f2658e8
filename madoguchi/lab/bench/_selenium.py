"""Seleniumの手 - the same work by another robot, to be measured beside ours: it too searches, types, reads, compares.

As fast as it is written well: labels are looked up once for each page, and each page is read by one script.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from madoguchi.lab.evidence import Disproved

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

SIZE: Final = (860, 1240)  # as the other robot has it
PATIENCE: Final = 30  # seconds until a page has come
# Beside each label: of what kind its inputs are, and these; or what is written there.
INPUTS: Final = """return Object.fromEntries([...document.querySelectorAll('tr')]
    .filter(row => row.cells.length === 2 && row.cells[0].tagName === 'TH')
    .map(row => [row.cells[0].textContent.trim(), [...row.cells[1].querySelectorAll('input, select, textarea')]])
    .map(([label, all]) => [label, [all[0].type, all]]))"""
TEXTS: Final = """return Object.fromEntries([...document.querySelectorAll('tr')]
    .filter(row => row.cells.length === 2).map(row => [row.cells[0].textContent.trim(), row.cells[1].textContent]))"""
BUTTON: Final = "//input[@type='submit'][@value='{}']"
TITLES: Final = ("新規登録（児童）", "新規登録（保護者）", "新規登録（利用）", "登録内容の確認")
KEY: Final = "申請番号"


class Wrong(Disproved):
    """What was read is not what was typed."""


@dataclass
class Hand:
    """One browser before the back office; pictures go to `pictures`."""

    driver: Chrome
    pictures: Path
    count: int = 0

    def log_in(self, url: str, staff: str, password: str) -> None:
        """Once, as a person does in the morning."""
        self.driver.get(url)
        asked = self._inputs()
        for label, word in (("職員番号", staff), ("パスワード", password)):
            self._type(*asked[label], word)
        self._press("ログイン")

    def one(self, key: str, fields: list[Mapping[str, str]]) -> str:
        """The number that a case got. Raises Wrong when it is there already, or read otherwise than typed."""
        if self._found(key):
            raise Wrong(f"{key} is there already")
        self._picture()
        self._menu("新規登録")
        wanted = {field["label"]: field["typed"] for field in fields}
        for title, button in zip(TITLES[:3], ("次へ", "次へ", "確認"), strict=True):
            self._stands(title)
            for label, (kind, inputs) in self._inputs().items():
                self._type(kind, inputs, wanted[label])
            self._press(button)
        self._stands(TITLES[3])
        self._compare(wanted)
        self._picture()
        self._press("登録")
        self.driver.switch_to.alert.accept()
        self._stands("登録完了")
        number = self._texts()["整理番号"]
        if self._found(key) != [number]:
            raise Wrong(f"{key} was not found again")
        self._click("//a[text()='詳細']")
        self._stands("登録内容の照会")
        self._compare(wanted)
        self._picture()
        return number

    def _found(self, key: str) -> list[str]:
        """The numbers under which a case is found."""
        self._menu("検索")
        self._stands("検索")
        self._type(*self._inputs()[KEY], key)
        self._press("検索")
        self._stands("検索")
        rows = self.driver.execute_script(
            "return [...document.querySelectorAll('tr')].filter(row => row.cells.length === 6 && row.cells[0].tagName"
            " === 'TD').map(row => [row.cells[0].textContent, row.cells[1].textContent])"
        )
        return [number for number, found in rows if found == key]

    def _type(self, kind: str, inputs: list[WebElement], value: str) -> None:
        from selenium.webdriver.support.select import Select

        if kind == "select-one":
            Select(inputs[0]).select_by_value(value)
        elif kind == "radio":
            next(one for one in inputs if one.get_attribute("value") == value).click()
        elif kind == "checkbox":
            if value == "1":
                inputs[0].click()
        elif value:
            inputs[0].send_keys(value)

    def _compare(self, wanted: Mapping[str, str]) -> None:
        told = self._texts()
        if wrong := [label for label, value in wanted.items() if told.get(label) != value]:
            raise Wrong(f"read otherwise than typed: {', '.join(wrong)}")

    def _menu(self, words: str) -> None:
        self.driver.switch_to.default_content()
        self.driver.switch_to.frame("menu")
        self._click(f"//a[text()='{words}']")
        self.driver.switch_to.default_content()
        self.driver.switch_to.frame("main")

    def _stands(self, title: str) -> None:
        from selenium.webdriver.support.wait import WebDriverWait

        def come(driver: Any) -> bool:
            told = driver.execute_script("return [document.readyState, document.title, window.left === true]")
            return bool(told == ["complete", title, False])

        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.01).until(come)

    def _press(self, words: str) -> None:
        self._click(BUTTON.format(words))

    def _click(self, path: str) -> None:
        """The page that is left is marked: the next may have the same title."""
        from selenium.webdriver.common.by import By

        found = self.driver.find_element(By.XPATH, path)
        self.driver.execute_script("(window.frames.main || window).left = true")
        found.click()

    def _inputs(self) -> dict[str, tuple[str, list[WebElement]]]:
        return dict(self.driver.execute_script(INPUTS))

    def _texts(self) -> dict[str, str]:
        return dict(self.driver.execute_script(TEXTS))

    def _picture(self) -> None:
        self.count += 1
        (self.pictures / f"{self.count}.png").write_bytes(self.driver.get_screenshot_as_png())


@contextmanager
def hand(pictures: Path) -> Iterator[Hand]:
    """Selenium with Debian's driver and browser. Raises Disproved where they are missing."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    driver, browser = shutil.which("chromedriver"), shutil.which("chromium")
    if driver is None or browser is None:
        raise Disproved("chromedriver is missing (Debian: apt-get install --no-install-recommends chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for word in ("headless=new", f"window-size={SIZE[0]},{SIZE[1]}", "disable-dev-shm-usage"):
        options.add_argument(f"--{word}")
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    pictures.mkdir(parents=True, exist_ok=True)
    opened = webdriver.Chrome(options, Service(driver))
    try:
        yield Hand(opened, pictures)
    finally:
        opened.quit()
