"""メール - sends a notice by SMTP (RFC 5321), under one Message-ID however often it is tried."""

from __future__ import annotations

import contextlib
import hashlib
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from datetime import timedelta
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import formatdate, parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Health, PlugError, Stages, Values

TIMEOUT = "20"  # seconds for each answer of the server
ANSWERS = 9  # the most of them that one mail takes

# SMTP cannot be asked about a mail it was given, so there is no `find`: a mail whose fate is unknown goes out again
# under the same Message-ID, by which servers and mail programs recognise the second copy.


SEVERAL = ("smtp",)


class Plug:
    """Settings: `smtp`, an address such as smtp://host:25, smtp+starttls://name:password@host:587 or smtps://host, with
    ?timeout=SECONDS for each answer (20); `mail_from`, the sender as it stands in the letter's head;
    `mail_bounces`, the address to which servers report a mail that did not arrive, the sender's own if not said."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._server = urlsplit(settings["smtp"])
        self._from = settings["mail_from"]
        if self._server.scheme not in ("smtp", "smtp+starttls", "smtps") or not self._server.hostname:
            raise ValueError("smtp: smtp://host:port, smtp+starttls://... or smtps://...")
        self._timeout = float(dict(parse_qsl(self._server.query)).get("timeout", TIMEOUT))
        self.slowest = timedelta(seconds=self._timeout * ANSWERS)
        self._bounces = settings.get("mail_bounces") or parseaddr(self._from)[1]
        for name, address in (("mail_from", parseaddr(self._from)[1]), ("mail_bounces", self._bounces)):
            if "@" not in address or not address.isascii() or not address.isprintable() or " " in address:
                raise ValueError(f"{name}: not an address")

    def run(self, key: str, values: Values) -> Stages:
        """Sends one mail and returns its Message-ID."""
        sender = parseaddr(self._from)[1]
        name = values.get("mark") or hashlib.sha256(key.encode()).hexdigest()[:32]
        message_id = f"<{name}@{sender.rpartition('@')[2]}>"
        wire = _wire(self._from, message_id, values)
        with self._connection() as smtp:
            code, _ = smtp.mail(self._bounces)
            if not 200 <= code <= 299:
                # About us, not about this mail: thousands must not be given up for a password that has run out.
                raise PlugError(f"メールサーバーが差出人を受け付けませんでした({code})。", undone=True)
            _need(smtp.rcpt(values["to"]))
            yield SUBMITTING
            _need(smtp.data(wire))
        return message_id

    def health(self) -> Health:
        """Greets the server and says goodbye."""
        try:
            with self._connection() as smtp:
                _need(smtp.noop())
        except PlugError as fault:
            return Health(
                ok=False, say=str(fault), do="MADOGUCHI_SMTP の宛先と、メールサーバーの動作を確認してください。"
            )
        return Health(ok=True, say="メールサーバーが応答しました。")

    @contextlib.contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        try:
            smtp = self._connect()
        except smtplib.SMTPResponseException as refused:
            # Refused before any mail was named: about us or the server, so it may pass whatever the code says.
            raise PlugError(f"メールサーバーが接続を受け付けませんでした({refused.smtp_code})。") from None
        except (OSError, smtplib.SMTPException) as lost:
            raise PlugError(f"メールサーバーに接続できませんでした({type(lost).__name__})。") from None
        try:
            yield smtp
        except smtplib.SMTPResponseException as refused:
            raise _refusal(refused.smtp_code) from None
        except (OSError, smtplib.SMTPException) as lost:
            raise PlugError(f"メールサーバーとの接続が切れました({type(lost).__name__})。") from None
        finally:
            # The mail's fate is settled by now; a goodbye that fails changes nothing.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "", self._server.port or 0
        if self._server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=self._timeout, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(host, port, timeout=self._timeout)
        try:
            if self._server.scheme == "smtp+starttls":
                smtp.starttls(context=ssl.create_default_context())
            if self._server.username:
                smtp.login(unquote(self._server.username), unquote(self._server.password or ""))
            smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            smtp.close()
            raise
        return smtp


def _wire(sender: str, message_id: str, values: Values) -> bytes:
    """The mail as it travels: ASCII only, so that any server on the way can carry it."""
    message = EmailMessage(policy=WIRE)
    try:
        values["to"].encode("ascii")
        message["From"] = sender
        message["To"] = values["to"]
        message["Subject"] = values["subject"]
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = message_id
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices back
        message.set_content(values["body"], cte="base64")
        return message.as_bytes()
    except (ValueError, MessageError):
        # A line break in a head, or an address no mail can carry; both stay as they are however often we try.
        raise PlugError("宛先または件名がメールにできない形です。", permanent=True) from None


def _need(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] <= 299:
        raise _refusal(answer[0])


def _refusal(code: int) -> PlugError:
    """4xx passes with time, 5xx does not (RFC 5321, 4.2.1). The server's own words may repeat the address: left out."""
    return PlugError(f"メールサーバーが受け取りませんでした({code})。", permanent=code >= 500, undone=True)
