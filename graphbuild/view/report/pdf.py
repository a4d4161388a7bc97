"""The page of a report → PDF, printed by a Chromium of the machine: the only thing that lays out Arabic as browsers do.

Nothing is installed or fetched for it. The browser gets a profile of its own that is thrown away, so that a browser that
is open already is not disturbed, and it is told to look up nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from graphbuild.errors import OutputError
from graphbuild.view.report.markdown import Language

#: What browsers that print with the same switches are called on the search path.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
#: Where they are put on systems that do not put them there.
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
#: The environment variable that names another one.
VARIABLE = "GRAPHBUILD_CHROMIUM"
_TIMEOUT_S = 180


def find_chromium() -> str:
    """The browser that prints: what ``GRAPHBUILD_CHROMIUM`` names, else the first that is found.

    Raises:
        OutputError: there is none; it says what to install, and how to do without.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise OutputError(f"{VARIABLE} names {named!r}, which is no program here")
        return found
    found = next(filter(None, map(shutil.which, (*_NAMES, *_PLACES))), None)
    if found is None:
        raise OutputError(
            "a PDF is printed by Chromium, Chrome or Edge, and none is installed here: install one (Debian, Ubuntu: "
            f"apt-get install chromium), or name it in {VARIABLE}; or write report.html and print that from any browser"
        )
    return found


def print_pdf(page: str, *, lang: Language = "ar") -> bytes:
    """The page as a PDF in one language. Other than pages, PDFs hold the time at which they were made.

    Raises:
        OutputError: there is no browser, or it prints nothing within three minutes.
    """
    browser = find_chromium()
    with tempfile.TemporaryDirectory(prefix="graphbuild-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.html", folder / "report.pdf"
        source.write_text(page, encoding="utf-8", newline="\n")
        command = [
            browser, "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer", "--generate-pdf-document-outline",
            f"--print-to-pdf={target}",
        ]  # fmt: skip
        if sys.platform.startswith("linux") and os.geteuid() == 0:
            # as root it starts without its sandbox alone; the page's own policy lets nothing in
            command.append("--no-sandbox")
        try:
            done = subprocess.run(  # noqa: S603 - the browser that the user has
                [*command, f"{source.as_uri()}#lang={lang}&theme=light"],
                capture_output=True, check=False, timeout=_TIMEOUT_S,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise OutputError(
                f"{browser} printed nothing within {_TIMEOUT_S} s; write report.html and print that"
            ) from None
        except OSError as error:
            raise OutputError(f"{browser} does not start ({error.strerror or error})") from error
        if not target.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise OutputError(
                f"{browser} printed nothing: {said[-1][:200] if said else f'exit code {done.returncode}'}"
            )
        return target.read_bytes()
