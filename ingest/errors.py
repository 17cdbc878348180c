"""The errors of this project; each message can be shown to a user as it is.

ReportsError            base: what happened, to which thing, and what to do next
├── UnreadableFile      a file that no reader can turn into a report
├── UnknownScheme       a scheme that is not among the scheme files, or a scheme file that is wrong
├── StoreError          (index) the library cannot be opened, read or written
│   └── StoreMismatch   (index) the library was built with another embedding or schema version
├── NotInLibrary        (index) an id that the library does not hold
├── BadQuestion         (index) a question that cannot be taken: empty, or too long
├── BadSubject          (index) a briefing's subject that is unknown, or may be several things
├── BadSuite            (evals) a suite that cannot be run
├── BadVariation        (evals) settings to be compared that cannot be read, or are too many
├── NoBaseline          (evals) a run that was stopped, and that nothing can be held against
├── NotFetched          (app) an address whose page or file is not fetched
├── FrontDoorClosed     (evals) a `reports` command that evidence needs did not end well
├── CannotWrite         (app) a file that is not written: its place is missing, taken or closed
├── NotAllowed          (app) somebody who is not let in, or lacks the role for what they asked for
├── SignInAgain         (app) a sign-in that was too long ago, or that says too little
└── BadSetting          (app) a setting with a value that cannot be used
"""

from pathlib import Path


class ReportsError(Exception):
    """Base of all errors that are shown to users as they are."""

    exit_code = 1


class UnreadableFile(ReportsError):
    """A file that cannot become a report, with the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.name}: {reason}")


class UnknownScheme(ReportsError):
    """A scheme file that is missing or does not validate."""
