"""電子署名 - a PAdES signature, which every reader of PDFs knows, made by pyHanko with a key from a file.

`FOLDER/TOWN.pem` holds the private key, the certificate (職責証明書) and those of its issuers; nobody else may read it.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from madoguchi.core.plug import Health, PlugError

from . import _sample

FIELD: Final = "Madoguchi"
SOON: Final = timedelta(days=60)  # a new certificate takes an office weeks


class Plug:
    """`seals` is the folder; with `seals_sample` a town without a certificate gets one of the sample.

    `stamper` may hold one of pyHanko's time stampers; it is off until an office has one.
    """

    slowest = timedelta(seconds=30)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._folder = Path(settings["seals"])
        self._sample = bool(settings.get("seals_sample"))
        self.stamper: Any = None

    def signer(self, town: str) -> str:
        """The common name of the certificate."""
        found = self._read(town)
        return _name(found[1][0]) if found else ""

    def sign(self, town: str, pdf: bytes, reason: str) -> bytes:
        """An update behind the PDF, whose bytes stay as they are; PAdES B-B, or B-T with a time stamper."""
        found = self._read(town)
        if found is None:
            raise PlugError("署名に使う証明書がありません。")
        _fit(found[1][0])
        return self._signed(pdf, reason, *found)

    def _signed(self, pdf: bytes, reason: str, key: Any, chain: list[x509.Certificate]) -> bytes:
        # Half a second to load, and only who signs needs it.
        from asn1crypto import x509 as asn1
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        class Signer(signers.Signer):
            """With the key as it is: pyHanko's own would read and prove it anew for each letter."""

            async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
                return _raw(key, data)

        own, *issuers = (asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in chain)
        signer = Signer(signing_cert=own, cert_registry=SimpleCertificateStore.from_certs(issuers))
        told = signers.PdfSignatureMetadata(
            field_name=FIELD, reason=reason, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        out = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        pen = signers.PdfSigner(told, signer, timestamper=self.stamper)
        # pyHanko runs an event loop of its own, which a thread that runs one already does not allow.
        with ThreadPoolExecutor(1) as alone:
            alone.submit(pen.sign_pdf, writer, output=out).result()
        return out.getvalue()

    def health(self) -> Health:
        """What is wrong with the first certificate that cannot be used, or will not be for long."""
        towns = sorted(file.stem for file in self._folder.glob("*.pem"))
        for town in towns:
            try:
                found = self._read(town)
                assert found is not None  # it is listed
                ends = _fit(found[1][0])
            except PlugError as fault:
                return Health(ok=False, say=f"{town}: {fault}", do="docs/howto/letters.md")
            if ends - datetime.now(UTC) < SOON:
                return Health(ok=True, say=f"{town}: {ends:%Y-%m-%d}", do="証明書の更新を申し込んでください。")
        return Health(ok=True, say=f"証明書 {len(towns)}件")

    def _read(self, town: str) -> tuple[Any, list[x509.Certificate]] | None:
        file = self._folder / f"{town}.pem"
        if self._sample and not file.exists():
            _sample.make(file, town)
        if not file.is_file():
            return None
        seen = file.stat()
        if stat.S_IMODE(seen.st_mode) & 0o077:
            raise PlugError("署名の鍵のファイルを、ほかの人が読めます。chmod 600 にしてください。")
        return _loaded(file, seen.st_mtime_ns)


@lru_cache(maxsize=64)
def _loaded(file: Path, changed: int) -> tuple[Any, list[x509.Certificate]]:
    """Key and certificates. A key of RSA takes long to prove, so a file is read once, and anew when it has changed."""
    try:
        data = file.read_bytes()
        key, chain = load_pem_private_key(data, None), x509.load_pem_x509_certificates(data)
    except (OSError, ValueError, TypeError) as fault:
        raise PlugError(f"署名の鍵のファイルを読めません({type(fault).__name__})。") from None
    if key.public_key() != chain[0].public_key():
        raise PlugError("署名の鍵と証明書が合いません。")
    return key, chain


def _raw(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def _fit(certificate: x509.Certificate) -> datetime:
    """The end of its time. Raises PlugError outside of it: no letter goes out with a seal that nobody takes."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not begins <= datetime.now(UTC) <= ends:
        raise PlugError("署名の証明書の期間が、終わったか始まっていません。")
    return ends


def _name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)
