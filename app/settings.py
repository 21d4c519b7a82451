"""How one process is set up: one frozen object, built at the edge and handed down."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """SURGELINE_* of the environment, or what the caller gives.

    `allowed_origins`: further `scheme://host[:port]` a board may be served from, separated by commas; empty:
    only the host that was asked. `secure_cookies` None: when the request came over https.
    """

    model_config = SettingsConfigDict(env_prefix="SURGELINE_", frozen=True, extra="ignore")

    dsn: str = Field(min_length=1)
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    allowed_origins: Annotated[frozenset[str], NoDecode] = frozenset()
    cookie_name: str = (
        "surgeline_session"  # of its own where two boards share a host: cookies do not know ports
    )
    secure_cookies: bool | None = None
    max_body_bytes: Annotated[int, Field(ge=1024)] = 1024 * 1024
    max_readings: Annotated[int, Field(ge=1)] = 1000
    posts_per_second: Annotated[int, Field(ge=0)] = 50  # of one key, ten seconds' worth at once; 0: no limit
    back_test_seconds: Annotated[int, Field(ge=1)] = 300
    back_test_megabytes: Annotated[int, Field(ge=64)] = 1024
    log_format: Literal["text", "json"] = "text"
    public_url: str | None = None  # what links in pages begin with; None: this process's own address
    smtp_host: str | None = None
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_sender: str = "surgeline@localhost"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: Literal["none", "starttls", "tls"] = "starttls"
    notify_api_key: SecretStr | None = None
    notify_sms_template: str | None = None
    notify_email_template: str | None = None
    notify_url: str = "https://api.notifications.service.gov.uk"
    notify_callback_token: SecretStr | None = None
    sms_webhook_url: str | None = None
    sms_webhook_secret: SecretStr | None = None
    voice_webhook_url: str | None = None
    voice_webhook_secret: SecretStr | None = None

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def split_origins(cls, given: object) -> object:
        """A list in the environment is words between commas."""
        if isinstance(given, str):
            origins = (origin.strip().rstrip("/").lower() for origin in given.split(","))
            return frozenset(origin for origin in origins if origin)
        return given
