"""Sending files, and finding the ones people sent."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi import access, texts
from bot.demo.botapi.files import LARGEST_DOWNLOAD
from bot.demo.botapi.methods import messages
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import bad_request
from bot.demo.botapi.world import World


def send_document(world: World, parameters: Parameters) -> dict[str, Any]:
    """A file with words under it."""
    return _send(world, parameters, "document", "documents")


def send_photo(world: World, parameters: Parameters) -> dict[str, Any]:
    """A picture with words under it."""
    return _send(world, parameters, "photo", "photos")


def send_voice(world: World, parameters: Parameters) -> dict[str, Any]:
    """A voice note with words under it."""
    return _send(world, parameters, "voice", "voice")


def get_file(world: World, parameters: Parameters) -> dict[str, Any]:
    """Where a file can be downloaded."""
    if not parameters.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.by_id(parameters.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.file.content),
        "file_path": stored.path,
    }


def _send(world: World, parameters: Parameters, kind: str, folder: str) -> dict[str, Any]:
    chat = access.writable(world, parameters)
    caption = texts.caption(parameters)
    document = world.files.sent(parameters, kind, folder)
    return messages.send(
        world,
        chat,
        parameters,
        kind=kind,
        document=document,
        text=caption.text,
        entities=caption.entities,
    )


METHODS = {"senddocument": send_document, "sendphoto": send_photo, "sendvoice": send_voice, "getfile": get_file}
