"""The operator's side: commands, migrations, backups, the webhook and `/health`."""
