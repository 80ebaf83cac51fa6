"""Faults of the machine or of its use: each says, in Chinese, what happened and what to do."""

from disclosure.model.issue import Issue


class GongshiError(Exception):
    """A fault that stops a command; its text is shown to the person as it stands.

    `exitcode` is 1 (the tool could not do it) or 2 (the content is wrong); Pelican reads it too.
    """

    exitcode = 1


class ContentError(GongshiError):
    """The content has errors: nothing was published."""

    exitcode = 2

    def __init__(self, message: str, issues: tuple[Issue, ...] = ()) -> None:
        super().__init__(message)
        self.issues = issues


class MalformedValue(ValueError):  # noqa: N818  # what is wrong is the value
    """A piece of text is not the value it should be; the message is one Chinese clause."""
