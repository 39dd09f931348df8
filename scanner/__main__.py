"""``python -m scanner`` is the console command."""

from scanner.cli import app

if __name__ == "__main__":
    app()
