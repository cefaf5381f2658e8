"""見本の証明書 - a test CA and a certificate of it, for the demo and tests only; it says so wherever it is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from madoguchi.plugs.private import write_new

SAMPLE: Final = "見本"
BITS: Final = 8 * 256  # RSA, as 職責証明書 of LGPKI are
DAYS: Final = timedelta(days=365)


def make(file: Path, name: str) -> None:
    """A key and two certificates into a file for its owner alone; one that is there stays."""
    ca_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=BITS) for _ in range(2))
    ca = _certificate(f"{SAMPLE}の認証局", ca_key, f"{SAMPLE}の認証局", ca_key, authority=True)
    own = _certificate(f"{SAMPLE} {name}", key, f"{SAMPLE}の認証局", ca_key, authority=False)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_new(file, private + own.public_bytes(Encoding.PEM) + ca.public_bytes(Encoding.PEM))


def _certificate(
    name: str, key: rsa.RSAPrivateKey, issuer: str, issuer_key: rsa.RSAPrivateKey, *, authority: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    uses = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"))
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        **dict.fromkeys(uses, False),
    )
    made = x509.CertificateBuilder().subject_name(_named(name)).issuer_name(_named(issuer)).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + DAYS).add_extension(x509.BasicConstraints(ca=authority, path_length=None), True)
    made = made.add_extension(usage, True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
    return made.sign(issuer_key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "JP"), x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]
    )
