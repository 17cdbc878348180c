"""All settings in one class, read once at the front door from REPORTS_… variables."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.errors import BadSetting

PREFIX = "REPORTS_"
NOT_SETTINGS = {"REPORTS_DIR"}
"""Variables with our prefix that are none of ours: the tests' folder of published reports."""
AUDIT_DAYS_WITH_LOGIN = 90
"""Days that the audit log goes back on a server where nobody has said otherwise."""
Names = Annotated[tuple[str, ...], NoDecode]
"""A list in one variable, with commas between."""


class Settings(BaseSettings):
    """What can be set, each as an environment variable: `store` is REPORTS_STORE."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        use_attribute_docstrings=True,
    )

    store: Path = Path("library")
    """Folder of the library."""
    embedding: str = "minilm"
    """Name of the embedding; a library remembers which one built it."""
    chunking: str = "passage"
    """What is embedded of a passage; a library remembers what its vectors were made of."""
    retrieval: str = "late"
    """How passages are ranked before sentences are chosen: late, dense, lexical or both."""
    question_limit: int = Field(default=2000, ge=1, le=2000)
    """Characters that a question may have; the assistant takes no more than 2,000."""
    max_bytes: int = Field(default=200_000_000, ge=1)
    """Bytes that a file may have; a published report as PDF has under 5,000,000."""
    max_pages: int = Field(default=1000, ge=1)
    """Pages that a file may have."""
    read_seconds: float = Field(default=300, gt=0)
    """How long one file may take to be read."""
    read_memory_mb: int = Field(default=2000, ge=200)
    """Millions of bytes of memory that reading one file may take."""
    fetch_bytes: int = Field(default=50_000_000, ge=1)
    """Bytes that a page or file fetched from the web may have, unpacked."""
    fetch_seconds: float = Field(default=60, gt=0)
    """How long fetching one page or file may take, redirects included."""
    port: int = Field(default=8501, ge=1, le=65535)
    """Port of the pages; without login the next free one is taken when it is in use."""
    address: str = "127.0.0.1"
    """Address that the pages listen on; one that others can reach needs login."""
    login: bool | None = None
    """Whether people sign in; None: they do where Streamlit's secrets have a part [auth]."""
    login_hours: float = Field(default=12, gt=0)
    """How long a sign-in holds, in hours."""
    readers: Names = ()
    """Who may come in, as addresses, @domains or values of the role claim; (): all who sign in."""
    editors: Names = ()
    """Who may add, remove and rebuild besides: written as readers are."""
    evaluators: Names = ()
    """Who may run evaluations besides: written as readers are."""
    role_claim: str = ""
    """Claim of the token that has a person's groups or roles; its parts with dots between."""
    audit_days: int | None = Field(default=None, ge=0)
    """Days that the audit log goes back; 0: none is kept; None: 90 with login, else none."""

    @field_validator("readers", "editors", "evaluators", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        """A list as it stands in a variable: commas between, spaces as one likes."""
        if not isinstance(given, str):
            return given
        return tuple(name.strip() for name in given.split(",") if name.strip())

    @property
    def store_is_default(self) -> bool:
        """Whether nobody named a library: only then may the digests be brought in."""
        return "store" not in self.model_fields_set


def read_settings(**given: Any) -> Settings:
    """The settings of this process; a value that is given wins over the environment.

    Raises BadSetting with the variable's name and what is wrong with it.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise BadSetting(f"{name}={first['input']!r}: {first['msg']}.") from error


def setting_names() -> tuple[str, ...]:
    """The environment variables that are read, in the order of the class."""
    return tuple(PREFIX + name.upper() for name in Settings.model_fields)


def unknown_settings(environment: Mapping[str, str]) -> dict[str, str | None]:
    """Variables with our prefix that nothing reads, each with the name that was perhaps meant."""
    from rapidfuzz import process

    known = set(setting_names()) | NOT_SETTINGS
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    meant = {name: process.extractOne(name, setting_names(), score_cutoff=80) for name in unknown}
    return {name: found[0] if found else None for name, found in meant.items()}
