"""The data folder: taken by one process at a time."""

import errno
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import DiskFull, FolderLocked, FolderReadOnly, StorageError

CATALOG_FILE = "catalog.sqlite3"
VECTORS_FOLDER = "chroma"
LEXICAL_FOLDER = "lexical"


def take_folder(folder: Path) -> FileLock:
    """Take the data folder for this process, making it if missing. Raises FolderLocked and other StorageErrors."""
    # For all threads: it is given back by another than the one that took it.
    lock = FileLock(folder / "footnote.lock", thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise FolderLocked(
            f"another process uses the data folder {folder}; stop it first, or set DATA_DIR to another folder"
        ) from error
    except OSError as error:
        raise _translated(error, folder) from error
    return lock


def _translated(error: OSError, folder: Path) -> StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"no space is left for the data folder {folder}; free some and try again")
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return StorageError(f"the data folder {folder} is a file, or lies in one; set DATA_DIR to a folder")
    return FolderReadOnly(
        f"the data folder {folder} can't be written ({error.strerror}); check its owner and permissions"
    )
