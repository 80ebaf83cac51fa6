"""Words of a site's settings that are known to more than one room."""

PLACEHOLDER = "（请改成自己的）"
"""What stands in the settings of a new repository where nobody has said better; the check reminds of it."""
