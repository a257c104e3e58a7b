"""The local Bot API behaves like Telegram's, seen over real HTTP and by python-telegram-bot itself."""
