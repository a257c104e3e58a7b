"""Links into the bot: its user name is asked of Telegram, unless the operator gives it."""

from typing import Annotated

import typer
from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.cli.desk import Desk
from bot.cli.front import Trouble
from bot.client import AiohttpRequest
from bot.services.invitations import Invited
from bot.settings import Settings

Username = Annotated[str, typer.Option("--bot", help="The bot's user name; without it Telegram is asked.")]


def needs(username: str) -> tuple[str, ...]:
    """The settings without which no link can be made."""
    return () if username else ("bot_token",)


async def username_of(at: Desk, given: str) -> str:
    """As it was given, or as Telegram says. Raises Trouble."""
    return given.lstrip("@") or await username_at_telegram(at.settings)


async def username_at_telegram(settings: Settings) -> str:
    """The bot's user name. Raises Trouble."""
    bot = Bot(settings.bot_token, base_url=f"{settings.bot_api_url}/bot", request=AiohttpRequest())
    try:
        async with bot:
            return bot.username
    except InvalidToken:
        raise Trouble("Telegram does not know this token: copy BLAKUS_BOT_TOKEN from @BotFather again.") from None
    except NetworkError as error:
        raise Trouble(
            f"{settings.bot_api_url} cannot be reached to ask for the bot's name ({error.message.rstrip('.')}): "
            "try again when it can, or give the name with --bot."
        ) from None


def show(at: Desk, made: Invited, username: str, whom: str) -> None:
    """The link alone on standard output, for whom and until when beside it."""
    until = made.invitation.expires_at.astimezone(at.settings.time_zone)
    print(f"https://t.me/{username}?start={made.token}")
    typer.echo(f"For {whom}. Works once, until {until:%Y-%m-%d %H:%M}.", err=True)
