"""The settings of an atlas, from environment variables that begin with CLAUSEATLAS_ and from `settings.toml` in its home."""

import secrets
from functools import lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from clauseatlas.errors import BadInput

SETTINGS_FILE = "settings.toml"
SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file, not a secret
DATABASE_FILE = "atlas.sqlite3"
SECRET_BYTES = 50  # what Django asks for at least


class Configuration(BaseSettings):
    """Every setting with its default; the environment wins over `settings.toml` in the home."""

    model_config = SettingsConfigDict(env_prefix="CLAUSEATLAS_", extra="ignore")

    home: Path = Field(default_factory=lambda: Path.home() / "clauseatlas", description="Folder of the atlas: database, blobs, settings, secret.")
    database_url: str = Field(default="", description="postgresql://user:password@host/name; empty: SQLite in the home.")
    allow_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="host:port pairs exempt from the address guard, from pacing and from cadence; comma separated."
    )
    contact: str = Field(default="", description="Address or e-mail named in the user agent, so that a site can reach the operator.")
    browser: str = Field(default="", description="Chromium for pages that need a script; found on the path if empty.")
    concurrency: int = Field(default=8, ge=1, le=64, description="Pages fetched at the same time.")
    secret_key: str = Field(default="", description="Django's secret key; empty: made once and kept in the home.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("localhost", "127.0.0.1", "[::1]"), description="Host names that the web site answers to; comma separated."
    )
    public_url: str = Field(default="http://127.0.0.1:8000", description="Address under which readers reach the web site, for links and citations.")
    registration: Literal["open", "closed"] = Field(default="open", description="Whether anybody may sign up; invited people always may.")
    default_plan: str = Field(default="self-hosted", description="Plan of those who have no other; a public service sets it to 'free'.")
    plans: Path | None = Field(default=None, description="Folder with plans (*.toml) instead of those that come with the package.")
    smtp_host: str = Field(default="", description="Mail server; empty: mails are written to files in the folder 'mail' of the home.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field(default="", description="Name to sign in at the mail server with; empty: without signing in.")
    smtp_password: str = Field(default="", description="Password for the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="How the way to the mail server is protected.")
    mail_from: str = Field(default="Clause Atlas <atlas@localhost>", description="Sender of every mail.")
    admin_path: str = Field(default="", description="Path of the operators' pages, such as 'back-room'; empty: there are none.")
    payment_secret: str = Field(default="", description="Secret (whsec_...) of the payment provider's signed messages; empty: none are taken.")
    trusted_proxies: int = Field(default=0, ge=0, le=5, description="Proxies in front whose X-Forwarded-For is believed.")
    llm_url: str = Field(default="", description="Language model that may propose, up to /v1; empty: none is asked.")
    llm_model: str = Field(default="", description="Name of that model at its endpoint.")
    llm_api: Literal["openai", "anthropic"] = Field(default="openai", description="How the endpoint is spoken to.")
    llm_key: str = Field(default="", description="Key for the endpoint; local models need none.")
    log_key: Path | None = Field(default=None, description="File of the log's signing key; if not set, log.key in the home.")
    timestamp_authorities: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Addresses of RFC 3161 authorities that stamp every checkpoint; comma separated."
    )
    timestamp_roots: Path | None = Field(default=None, description="PEM file with the root certificates of those authorities, put into packs.")
    pdf_certificate: Path | None = Field(default=None, description="PKCS#12 file with which PDFs of records are signed; not set: unsigned.")
    pdf_password: str = Field(default="", description="Password of that file.")
    witness_url: str = Field(
        default="https://web.archive.org", description="Outside archive that `witness` asks; speaks as the Internet Archive does."
    )
    checkpoint_clone: Path | None = Field(default=None, description="Working clone of a git repository in which every checkpoint is committed.")
    checkpoint_remote: str = Field(default="origin", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description="Remote to which that clone is pushed.")
    debug: bool = Field(default=False, description="Django's debug pages; never on a public machine.")
    log_level: str = Field(default="WARNING", description="Least level of log lines on standard error.")

    @field_validator("allow_origins", "allowed_hosts", "timestamp_authorities", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Members of a comma separated list, blanks removed."""
        if isinstance(value, str):
            return tuple(member.strip() for member in value.split(",") if member.strip())
        return value

    @field_validator("home", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then environment, then the file in the home that those two name."""
        named = {**env_settings(), **init_settings()}.get("home")
        home = Path(str(named)) if named else Path.home() / "clauseatlas"
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home.expanduser() / SETTINGS_FILE)

    @property
    def database_path(self) -> Path:
        """Where the SQLite database is."""
        return self.home / DATABASE_FILE

    @property
    def mail_path(self) -> Path:
        """Where mails are written to while no mail server is set."""
        return self.home / "mail"

    @property
    def secure(self) -> bool:
        """Whether readers reach the web site over TLS; cookies are then sent over TLS only."""
        return self.public_url.lower().startswith("https://")

    @property
    def blobs_path(self) -> Path:
        """Where snapshots are kept by digest."""
        return self.home / "blobs"

    def secret(self) -> str:
        """Django's secret key: as set, else from the home; without a home, one for this process only."""
        if self.secret_key:
            return self.secret_key
        kept = self.home / SECRET_FILE
        return kept.read_text(encoding="ascii") if kept.exists() else secrets.token_urlsafe(SECRET_BYTES)


@lru_cache(maxsize=1)
def configuration() -> Configuration:
    """The settings of this process, read once. Raises BadInput for a value that is out of range and for a settings file that is no TOML."""
    try:
        return Configuration()
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"setting {first['loc'][0]}", f"{first['input']!r}: {first['msg']}") from None
    except TOMLDecodeError as error:
        raise BadInput(SETTINGS_FILE, f"is not TOML ({error})") from None
