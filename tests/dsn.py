"""戻ったメールの形 - reports as mail servers write them, of a mail in its own words; names and hosts are made up."""

from __future__ import annotations

from typing import Final

POSTFIX: Final = """\
Return-Path: <>
Received: by relay.city.example (Postfix)
	id 4Xk2pL1; Mon, 16 Nov 2026 12:00:03 +0900 (JST)
Date: Mon, 16 Nov 2026 12:00:03 +0900 (JST)
From: MAILER-DAEMON@relay.city.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: madoguchi@city.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4Xk2pL1.1794798003/relay.city.example"
Message-Id: <20261116030003.4Xk2pL2@relay.city.example>

This is a MIME-encapsulated message.

--4Xk2pL1.1794798003/relay.city.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host relay.city.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<oya@example.jp>: host mx.example.jp[192.0.2.25] said: 550 5.1.1
    <oya@example.jp>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)

--4Xk2pL1.1794798003/relay.city.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.city.example
X-Postfix-Queue-ID: 4Xk2pL1
X-Postfix-Sender: rfc822; madoguchi@city.example
Arrival-Date: Mon, 16 Nov 2026 12:00:02 +0900 (JST)

Final-Recipient: rfc822; oya@example.jp
Original-Recipient: rfc822;oya@example.jp
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.jp
Diagnostic-Code: smtp; 550 5.1.1 <oya@example.jp>: Recipient address rejected:
    User unknown

--4Xk2pL1.1794798003/relay.city.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

{mail}
--4Xk2pL1.1794798003/relay.city.example--
"""

# As Exchange writes it: the text is an alternative of its own, the head comes back alone, heads are spelled otherwise.
EXCHANGE: Final = """\
From: <postmaster@mail.example.jp>
To: <madoguchi@city.example>
Date: Mon, 16 Nov 2026 03:00:04 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="=_e1"
X-MS-Exchange-Message-Is-Ndr:
Message-ID: <3f9a@mail.example.jp>
In-Reply-To: <nobody@nowhere.example>
Subject: =?utf-8?B?6YWN5L+h5LiN6IO9?=
MIME-Version: 1.0

--=_e1
Content-Type: multipart/alternative; differences=Content-Type; boundary="=_e2"

--=_e2
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

6YWN5L+h44Gn44GN44G+44Gb44KT44Gn44GX44Gf44CC

--=_e2
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+6YWN5L+h44Gn44GN44G+44Gb44KT44Gn44GX44GfPC9wPg==

--=_e2--

--=_e1
Content-Type: message/delivery-status

Reporting-MTA: dns;TYO01.mail.example.jp
Received-From-MTA: dns;relay.city.example
Arrival-Date: Mon, 16 Nov 2026 03:00:02 +0000

Final-Recipient: rfc822;oya@example.jp
Action: {action}
Status: {status}
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound

--=_e1
Content-Type: text/rfc822-headers

{head}
--=_e1--
"""

# As a large free mail service writes it: text with pictures, `failed` in capitals here, the head folded.
FREEMAIL: Final = """\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@mail.example>
To: madoguchi@city.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/report; boundary="000000000000c5"; report-type=delivery-status

--000000000000c5
Content-Type: multipart/related; boundary="000000000000cb"

--000000000000cb
Content-Type: text/html; charset="UTF-8"

<html><body>Address not found</body></html>

--000000000000cb--
--000000000000c5
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Received-From-MTA: dns; madoguchi@city.example
Arrival-Date: Sun, 15 Nov 2026 19:00:02 -0800 (PST)
X-Original-Message-ID: <nobody@nowhere.example>

Final-Recipient: rfc822; oya@example.jp
Action: {ACTION}
Status: {status} (permanent failure)
Last-Attempt-Date: Sun, 15 Nov 2026 19:00:03 -0800 (PST)

--000000000000c5
Content-Type: message/rfc822

{folded}
--000000000000c5--
"""

SHAPES: Final = {"postfix": POSTFIX, "exchange": EXCHANGE, "freemail": FREEMAIL}

HOLIDAY: Final = b"""\
From: oya@example.jp
To: madoguchi@city.example
Auto-Submitted: auto-replied
Subject: on holiday
In-Reply-To: <nobody@nowhere.example>
Content-Type: text/plain

Back in a week.
"""


def report(shape: str, mail: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """What such a server writes of a mail that begins with its heads."""
    mail = mail.replace("\r\n", "\n")
    head = mail.partition("\n\n")[0] + "\n"
    folded = head.replace("Message-ID: ", "Message-Id:\n ") + "\n" + mail.partition("\n\n")[2]
    told = {"action": action, "ACTION": action.upper(), "status": status, "mail": mail, "head": head, "folded": folded}
    return SHAPES[shape].format(**told).replace("\r", "").replace("\n", "\r\n").encode()
