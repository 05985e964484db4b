"""The door of the account. Every address of allauth that is open stands here by name; none is taken over in bulk."""

from allauth.account import views as door
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, path, register_converter
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from clauseatlas.site.views import payment


class Base36Converter:
    """A number as allauth writes it into links of mails: no hyphen, which separates it from the secret."""

    regex = "[0-9A-Za-z]+"

    def to_python(self, value: str) -> str:
        """The text itself."""
        return value

    def to_url(self, value: str) -> str:
        """The text itself."""
        return value


register_converter(Base36Converter, "base36")

DOOR = [
    path("account/login/", door.login, name="account_login"),
    path("account/logout/", door.logout, name="account_logout"),
    path("account/signup/", door.signup, name="account_signup"),
    path("account/inactive/", door.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", door.reauthenticate, name="account_reauthenticate"),
    path("account/email/", door.email, name="account_email"),
    path("account/confirm-email/", door.email_verification_sent, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", never_cache(door.confirm_email), name="account_confirm_email"),
    path("account/password/change/", door.password_change, name="account_change_password"),
    path("account/password/set/", door.password_set, name="account_set_password"),
    path("account/password/reset/", door.password_reset, name="account_reset_password"),
    path("account/password/reset/done/", door.password_reset_done, name="account_reset_password_done"),
    path("account/password/reset/key/done/", door.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("account/password/reset/key/<base36:uidb36>-<str:key>/", never_cache(door.password_reset_from_key), name="account_reset_password_from_key"),
]
FACTORS = [
    path("account/2fa/", factors.index, name="mfa_index"),
    path("account/2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", never_cache(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/2fa/recovery-codes/download/", never_cache(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
]
ADDRESSES: list[URLPattern | URLResolver] = [
    path("account/", RedirectView.as_view(url="/account/watches/"), name="account"),
    *DOOR,
    *FACTORS,
    path("hooks/payment/", payment.message, name="payment-hook"),
]
