"""卓上の見本 - `python -m backoffice.desktop`: a window to type into by the keyboard, never for real cases."""

from __future__ import annotations

import argparse
import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from typing import Final

from backoffice.records import Record, Records

TITLE: Final = "学童クラブ管理システム 窓口版（見本）"
READY: Final = "申請番号を入力してください。"
ASKS: Final = "登録します。よろしいですか？"
FIELDS: Final = {
    "application": "申請番号",
    "name": "児童氏名",
    "kana": "児童氏名カナ",
    "school": "学校コード",
    "grade": "学年",
    "remarks": "備考",
}
REQUIRED: Final = tuple(FIELDS)[:-1]
CHANGES: Final = ("title", "labels", "asks")  # what a maker's update may bring


class Office(tk.Tk):
    """The window. F2 clears it, F5 searches, F9 registers; all of it is reached by the keyboard."""

    def __init__(self, records: Records, change: str = "") -> None:
        super().__init__()
        self.records, self.change = records, change
        self.title(TITLE + (" 第2版" if change == "title" else ""))
        self.geometry("550x312+20+20")
        self.boxes: dict[str, tk.Entry] = {}
        labels = dict(FIELDS)
        if change == "labels":
            labels |= {"school": labels["grade"], "grade": labels["school"]}
        for place, (key, label) in enumerate({"search": "検索する申請番号", **labels}.items()):
            self.put(place, key, label)
        self.put(7, "number", "整理番号", readonly=True)
        self.put(8, "says", "メッセージ", readonly=True)
        keys = (("F2", "クリア", self.clear), ("F5", "検索", self.search), ("F9", "登録", self.keep))
        for place, (key, word, deed) in enumerate(keys):
            tk.Button(self, text=f"{word}({key})", takefocus=False, command=deed).place(x=20 + 180 * place, y=275)
            self.bind(f"<{key}>", lambda _, deed=deed: deed())  # type: ignore[misc]  # a default is no type to mypy
        self.clear()

    def put(self, place: int, key: str, label: str, readonly: bool = False) -> None:
        top = 10 + 29 * place
        tk.Label(self, text=label).place(x=162, y=top, anchor="ne")
        box = self.boxes[key] = tk.Entry(self, state="readonly" if readonly else "normal")
        box.place(x=170, y=top, width=360, height=25)
        box.bind("<Control-a>", self.select)

    def select(self, event: tk.Event[tk.Entry]) -> str:
        event.widget.select_range(0, "end")
        return "break"  # in Tk it goes to the beginning of the line

    def show(self, key: str, text: str) -> None:
        box = self.boxes[key]
        state = box["state"]
        box["state"] = "normal"
        box.delete(0, "end")
        box.insert(0, text)
        box["state"] = state

    def clear(self) -> None:
        for key in self.boxes:
            self.show(key, READY if key == "says" else "")
        self.boxes["search"].focus_force()

    def search(self) -> None:
        found = self.records.search(self.boxes["search"].get(), "", "")
        if len(found) == 1:
            self.open_record(found[0])
        self.show("says", f"{len(found)}件の登録があります。" if found else "該当する登録はありません。")

    def open_record(self, record: Record) -> None:
        for key in FIELDS:
            self.show(key, record.values[key])
        self.show("number", record.number)

    def keep(self) -> None:
        """What is there already is refused here, and no more once it asks."""
        values = {key: self.boxes[key].get() for key in FIELDS}
        known = self.records.of_application(values["application"])
        missing = [FIELDS[key] for key in REQUIRED if not values[key]]
        if missing:
            self.show("says", f"{missing[0]}が入力されていません。")
        elif known:
            self.show("says", f"既に登録されています（整理番号 {known.number}）")
        else:
            Question(
                self,
                ASKS if self.change != "asks" else "登録して印刷します。よろしいですか？",
                lambda: self.save(values),
            )

    def save(self, values: dict[str, str]) -> None:
        self.show("number", self.records.add(values))
        self.show("says", "登録しました。")


class Question(tk.Toplevel):
    """Asks before anything is kept: Enter is yes, Escape no, and Control-C copies what it asks."""

    def __init__(self, office: Office, asks: str, yes: Callable[[], None]) -> None:
        super().__init__(office)
        self.asks, self.yes = asks, yes
        self.title("登録の確認")
        self.geometry("+80+120")
        tk.Label(self, text=f"{asks}\n\nはい(Enter)   いいえ(Esc)", padx=20, pady=16).pack()
        self.bind("<Control-c>", self.copy)
        self.bind("<Escape>", lambda _: self.destroy())
        self.bind("<Return>", self.agree)
        self.wait_visibility()
        self.grab_set()
        self.focus_force()

    def copy(self, _: object) -> None:
        self.clipboard_clear()
        self.clipboard_append(self.asks)

    def agree(self, _: object) -> None:
        self.destroy()
        self.yes()


def main() -> None:
    asked = argparse.ArgumentParser(prog="backoffice.desktop", description=TITLE)
    asked.add_argument("--data", type=Path, required=True, help="the file of all records")
    asked.add_argument("--changed", choices=CHANGES, default="", help="for tests: the window after an update")
    args = asked.parse_args()
    Office(Records(args.data), args.changed).mainloop()


if __name__ == "__main__":
    main()
