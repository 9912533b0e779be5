"""Articles in: files, folders, JSON Lines, uploads, pastes and web addresses to drafts.

Reading files yields each failure as a value among the drafts, for one bad file mustn't stop a folder;
a paste and an address are one article each, so they raise it. All but the address block, and belong in a thread.
"""

from index.sources.fetch import read_address
from index.sources.files import read_bytes, read_paste, read_path
from index.sources.formats import reads_file
from index.sources.language import detect_language
from index.sources.network import Resolver

__all__ = ["Resolver", "detect_language", "read_address", "read_bytes", "read_paste", "read_path", "reads_file"]
