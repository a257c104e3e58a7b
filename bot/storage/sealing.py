"""Encryption at rest: words of people are sealed before they reach the database.

The keys live apart from the database (settings, `ENCRYPTION_KEYS`). The first key seals, all of them open, so a
new key is put in front and old rows stay readable. The key ring is the one piece of module state here, because a
column type has no other way to reach it; `use_keys` is called once, at start.
"""

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_ring: list[MultiFernet] = []


def use_keys(keys: tuple[str, ...]) -> None:
    """Take these Fernet keys for sealing; raises ValueError when one is malformed or there is none."""
    if not keys:
        raise ValueError("no encryption key")
    _ring[:] = [MultiFernet([Fernet(key) for key in keys])]


def new_key() -> str:
    return Fernet.generate_key().decode()


def seal(text: str) -> bytes:
    return _ring[0].encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """Raises SealBroken when no key opens it."""
    try:
        return _ring[0].decrypt(sealed).decode()
    except InvalidToken as error:
        raise SealBroken from error


def seal_bytes(content: bytes) -> bytes:
    return _ring[0].encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    try:
        return _ring[0].decrypt(sealed)
    except InvalidToken as error:
        raise SealBroken from error


def seal_json(value: Any) -> bytes:
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unseal_json(sealed: bytes) -> Any:
    return json.loads(unseal(sealed))


class SealBroken(Exception):
    """No key of the ring opens this row: a key is missing from the settings."""
