"""How much memory a reader's process may take, and how to tell that it ran out."""

import errno
import sys


def limit_memory(size: int) -> None:
    """Let the process take no more than `size` bytes, where the system can hold it to that."""
    if sys.platform == "win32":
        return
    import resource

    # macOS refuses a limit below what is already mapped; the guard on size still holds there.
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):
        return


def ran_out(error: BaseException) -> bool:
    """Tell whether an error, or one that led to it, says that there is no memory left.

    Besides MemoryError that is what the system says when it maps no more of a file, and what
    Python says when a module of it cannot be loaded or fails without a word (measured at limits
    from 16 to 140 MB).
    """
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, (MemoryError, SystemError, ImportError)):
            return True
        if isinstance(seen, OSError) and seen.errno == errno.ENOMEM:
            return True
        seen = seen.__cause__ or seen.__context__
    return False
