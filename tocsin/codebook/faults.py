"""What can be wrong with a codebook, in words that name the place."""


class CodebookError(ValueError):
    """A codebook file cannot be used: `file`, `entry` and `field` say where, the message says what."""

    def __init__(self, file: str, entry: int | str | None, field: str | None, problem: str) -> None:
        where = file
        if entry is not None:
            where += f", entry {entry}"
        if field is not None:
            where += f", field {field}"
        super().__init__(f"{where}: {problem}")
        self.file = file
        self.entry = entry
        self.field = field
