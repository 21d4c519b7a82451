"""The settings of a process as its carriers: who sends e-mail, texts and calls. Opens nothing."""

from pydantic import SecretStr

from app.settings import Settings
from integrations.channels.notify import NotifySettings
from integrations.channels.opening import ChannelSettings
from integrations.channels.smtp import SmtpSettings
from integrations.channels.webhook import WebhookSettings

LIMIT_SECONDS = 10.0
"""One try of one page. The lease of its page is renewed meanwhile."""


def carriers(settings: Settings) -> ChannelSettings:
    """What is set up; a way without a carrier only shows its pages, and a live system counts them as not sent."""
    return ChannelSettings(
        email=mail(settings) or notify(settings, settings.notify_email_template) or "console",
        sms=notify(settings, settings.notify_sms_template)
        or hook(settings.sms_webhook_url, settings.sms_webhook_secret)
        or "console",
        voice=hook(settings.voice_webhook_url, settings.voice_webhook_secret) or "console",
        limit_seconds=LIMIT_SECONDS,
    )


def mail(settings: Settings) -> SmtpSettings | None:
    """E-mail by SMTP."""
    if settings.smtp_host is None:
        return None
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_sender,
        username=settings.smtp_username,
        password=settings.smtp_password,
        tls=settings.smtp_tls,
    )


def notify(settings: Settings, template: str | None) -> NotifySettings | None:
    """GOV.UK Notify, by a template that has one gap."""
    if settings.notify_api_key is None or template is None:
        return None
    return NotifySettings(settings.notify_api_key, template, settings.notify_url)


def hook(url: str | None, secret: SecretStr | None) -> WebhookSettings | None:
    """A supplier behind a signed webhook."""
    return None if url is None or secret is None else WebhookSettings(url, secret)
