"""What leaves for one reader: words, buttons, perhaps a file. Plain text, so that no name can break the markup."""

from dataclasses import dataclass, field, replace

from bot.buttons import Choice, Link, Row


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """`buttons` are laid out a row each; a bare Choice is a row of its own."""

    text: str
    buttons: tuple[Row | Choice | Link, ...] = ()
    file: File | None = field(default=None, repr=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row if isinstance(row, tuple) else (row,) for row in self.buttons)

    def plus(self, *rows: Row | Choice | Link) -> "Message":
        return replace(self, buttons=(*self.buttons, *rows))

    def with_text(self, text: str) -> "Message":
        return replace(self, text=text)
