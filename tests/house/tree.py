"""Where the guards find the house."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"


def files() -> list[Path]:
    """All files of the project, with those that are not committed yet, without what git ignores."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else _without_git()
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def _without_git() -> list[str]:
    """The same for sources that were unpacked from an archive."""
    made = {".venv", "var", "build", "dist", "__pycache__", ".git", ".hypothesis"}
    return [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if not any(part in made or part.endswith("_cache") for part in path.relative_to(ROOT).parts)
    ]
