"""Gongshi: from records in git to a public portal."""


def register() -> None:
    """Let Pelican know the house; the import stands here so that workers never load Pelican."""
    from disclosure.generator import connect  # noqa: PLC0415  # only Pelican calls this

    connect()
