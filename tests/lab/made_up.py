"""作った画面 - pages made up here, for families of KLM-JT to meet without a server."""

SITE = "http://localhost:1/"
RECEIPT = "<h1>受付</h1><p id=reference>1</p>"
NAME = "<div class=field><label for=n>お子さんの名前</label><input id=n name=children.0.name></div>"
BUTTON = "<div class=actions><button>次へ</button></div>"


def form(inside: str, action: str = "/done") -> str:
    return f"<main><h1>画面</h1><form action='{action}'>{inside}{BUTTON}</form></main>"
