"""封印の差込 - a signature that readers of PDFs take, and that one changed byte breaks."""

from __future__ import annotations

import asyncio
import io
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from madoguchi import plugs
from madoguchi.core.letter import document
from madoguchi.core.plug import PlugError
from madoguchi.lab.bench.letters import one
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import edition_in
from madoguchi.plugs.paper import FOLDERS
from madoguchi.plugs.paper.press import Plug as Typst
from madoguchi.plugs.seal import Seal, _sample, pades
from madoguchi.plugs.seal.pades import Plug


@pytest.fixture(scope="module")
def letter() -> bytes:
    told = document([one(edition_in(HOME, "gakudo", "tama"), 1)])
    return Typst({"fonts": ",".join(FOLDERS)}).pdf("letter", told).data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _sample.make(tmp_path / "tama.pem", "tama")
    return tmp_path


def verdict(pdf: bytes, folder: Path) -> tuple[bool, Any]:
    """What a validator that is not ours says, trusting the CA of the sample."""
    found = pem.unarmor((folder / "tama.pem").read_bytes(), multiple=True)
    *_, ca = (asn1.Certificate.load(der) for kind, _, der in found if kind == "CERTIFICATE")
    reader = PdfFileReader(io.BytesIO(pdf))
    (signature,) = reader.embedded_signatures
    with ThreadPoolExecutor(1) as alone:  # it runs an event loop, and so may the browser of a test before
        told = alone.submit(validate_pdf_signature, signature, ValidationContext(trust_roots=[ca])).result()
    return told.bottom_line, signature


@pytest.mark.parametrize("name", ["pades", "fake"])
def test_every_seal_signs_behind_the_bytes_and_says_who(name: str, folder: Path, letter: bytes) -> None:
    seal: Seal = plugs.open_plug(f"seal/{name}", {"seals": str(folder)})  # type: ignore[assignment] # its own contract
    signed = seal.sign("tama", letter, "見本: 通知書")
    assert signed.startswith(letter)
    assert seal.signer("tama") == "見本 tama"
    assert timedelta() <= seal.slowest < timedelta(hours=1)
    assert seal.health().ok


def test_it_signs_where_an_event_loop_runs_already(folder: Path, letter: bytes) -> None:
    async def within() -> bytes:
        return Plug({"seals": str(folder)}).sign("tama", letter, "見本: 通知書")

    assert verdict(asyncio.run(within()), folder)[0]


def test_the_signature_is_pades_covers_all_and_says_that_it_is_a_sample(folder: Path, letter: bytes) -> None:
    signed = Plug({"seals": str(folder)}).sign("tama", letter, "見本: 通知書")
    good, signature = verdict(signed, folder)
    assert good
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/Reason"] == "見本: 通知書"
    assert signature.signer_cert.subject.native["common_name"] == "見本 tama"
    assert signature.signer_cert.issuer.native["common_name"] == "見本の認証局"
    # What the letter claims of itself is still there for whoever reads the last state of the file.
    root = PdfFileReader(io.BytesIO(signed)).root
    assert root.get("/Version", "/1.7") == "/1.7"  # of which PDF/A-2 is
    told = root["/Metadata"].data
    assert b"pdfuaid" in told
    assert b"pdfaid" in told


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6])
def test_one_changed_byte_is_refused(folder: Path, letter: bytes, part: float) -> None:
    signed = bytearray(Plug({"seals": str(folder)}).sign("tama", letter, "見本"))
    at = int(len(letter) * part)
    # A byte inside of a stream: the file can still be read, and only the signature knows.
    at = signed.index(b"stream", at) + 40
    signed[at] ^= 1
    assert not verdict(bytes(signed), folder)[0]


def test_a_key_that_others_may_read_signs_nothing(folder: Path, letter: bytes) -> None:
    (folder / "tama.pem").chmod(0o640)
    seal = Plug({"seals": str(folder)})
    with pytest.raises(PlugError, match="chmod 600"):
        seal.sign("tama", letter, "見本")
    assert not seal.health().ok


def test_a_certificate_past_its_time_signs_nothing(folder: Path, letter: bytes, monkeypatch) -> None:
    monkeypatch.setattr(_sample, "DAYS", timedelta(seconds=-1))
    (folder / "tama.pem").unlink()
    _sample.make(folder / "tama.pem", "tama")
    with pytest.raises(PlugError, match="期間"):
        Plug({"seals": str(folder)}).sign("tama", letter, "見本")


def test_a_key_of_another_certificate_is_refused(folder: Path, letter: bytes) -> None:
    _sample.make(folder / "hino.pem", "hino")
    mixed = (folder / "tama.pem").read_bytes()
    ours = mixed[: mixed.index(b"-----BEGIN CERT")]
    theirs = (folder / "hino.pem").read_bytes()
    (folder / "tama.pem").write_bytes(ours + theirs[theirs.index(b"-----BEGIN CERT") :])
    with pytest.raises(PlugError, match="合いません"):
        Plug({"seals": str(folder)}).sign("tama", letter, "見本")


def test_a_town_without_a_certificate_is_signed_for_by_nobody(folder: Path, letter: bytes) -> None:
    seal = Plug({"seals": str(folder)})
    assert seal.signer("hino") == ""
    with pytest.raises(PlugError):
        seal.sign("hino", letter, "見本")


def test_the_sample_is_made_for_its_owner_alone_and_only_once(tmp_path: Path) -> None:
    seal = Plug({"seals": str(tmp_path / "new"), "seals_sample": "1"})
    assert seal.signer("tama") == "見本 tama"
    file = tmp_path / "new" / "tama.pem"
    first = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    _sample.make(file, "tama")
    assert file.read_bytes() == first


def test_a_key_of_elliptic_curves_signs_too() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    key.public_key().verify(pades._raw(key, b"letter"), b"letter", ec.ECDSA(hashes.SHA256()))


def test_a_new_certificate_is_used_without_a_new_start(folder: Path) -> None:
    seal = Plug({"seals": str(folder)})
    assert seal.signer("tama") == "見本 tama"
    (folder / "tama.pem").unlink()
    _sample.make(folder / "tama.pem", "kawatta")
    assert seal.signer("tama") == "見本 kawatta"
