"""Files that passed through the bot, named by Telegram-like ids."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath

from bot.demo.botapi.chats import Document
from bot.demo.botapi.parameters import Parameters, Upload
from bot.demo.botapi.refusals import bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file with the path under which it is downloaded."""

    file: Document
    path: str

    @property
    def unique_id(self) -> str:
        """The same for the same content."""
        return hashlib.sha256(self.file.content).hexdigest()[:16]


class Files:
    """All files of one bot."""

    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}
        self._by_path: dict[str, Stored] = {}

    def keep(self, upload: Upload, folder: str) -> Document:
        """A new file with an id of its own."""
        number = len(self._by_id) + 1
        file_id = f"BQACAgIAAxkBAAI{number:08d}{folder[:3]}"
        document = Document(upload.name, upload.content, upload.mime_type, file_id)
        path = f"{folder}/file_{number}{PurePath(upload.name).suffix}"
        self._by_id[file_id] = self._by_path[path] = Stored(document, path)
        return document

    def by_id(self, file_id: str) -> Stored | None:
        """The file a bot may name again."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Stored | None:
        """The file behind a download address."""
        return self._by_path.get(path)

    def sent(self, parameters: Parameters, field: str, folder: str) -> Document:
        """The file of a sendDocument or sendPhoto: an upload, `attach://name` or a known id."""
        named = parameters.text(field)
        attached = named.removeprefix("attach://") if named.startswith("attach://") else field
        if named and attached == field and not named.startswith("attach://"):
            stored = self.by_id(named)
            if stored is None:
                if named.startswith(("http://", "https://")):
                    raise bad_request("failed to get HTTP URL content")
                raise bad_request("wrong file identifier/HTTP URL specified")
            return stored.file
        upload = parameters.uploads.get(attached)
        if upload is None:
            raise bad_request(f"there is no {field} in the request")
        if not upload.content:
            raise bad_request("file must be non-empty")
        if field == "photo" and len(upload.content) > LARGEST_PHOTO:
            raise bad_request("file is too big")
        return self.keep(upload, folder)
