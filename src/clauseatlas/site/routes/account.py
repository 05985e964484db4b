"""The door and the rooms of the account. Every address of allauth that is open stands here by name; none is taken over in bulk."""

from allauth.account import views as door
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, path, register_converter
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clauseatlas.site.views import account, account_data, account_keys, payment
from clauseatlas.site.views import account_organisations as organisations
from clauseatlas.site.views.private import posted, private, scripted

GET_AND_POST = ("GET", "HEAD", "POST")


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
    path("account/login/", scripted(door.login), name="account_login"),
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
    path("account/2fa/authenticate/", scripted(factors.authenticate), name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", never_cache(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/2fa/recovery-codes/download/", never_cache(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/2fa/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/2fa/webauthn/add/", scripted(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("account/2fa/webauthn/login/", never_cache(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("account/2fa/webauthn/reauthenticate/", scripted(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
]
KEYS = {"room": "/account/keys/"}
ORGANISATIONS = {"room": "/account/organisations/"}
ROOMS = [
    path("account/", private(account.overview), name="account"),
    path("account/profile/", private(account.profile, methods=GET_AND_POST), name="account-profile"),
    path("account/security/", private(account.security), name="account-security"),
    path("account/plan/", private(account.plan), name="account-plan"),
    path("account/plan/trial/", posted(account.start_trial), name="account-trial"),
    path("account/acting/", posted(account.act), name="account-acting"),
    path("account/keys/", private(account_keys.listing), name="account-keys"),
    path("account/keys/new/", posted(reauthentication_required(account_keys.make)), KEYS, name="account-key-make"),
    path("account/keys/<int:number>/revoke/", posted(account_keys.revoke), KEYS, name="account-key-revoke"),
    path("account/organisations/", private(organisations.listing, methods=GET_AND_POST), name="organisations"),
    path("account/organisations/<int:number>/", private(organisations.one), name="organisation"),
    path("account/organisations/<int:number>/invite/", posted(organisations.invite), ORGANISATIONS, name="organisation-invite"),
    path(
        "account/organisations/<int:number>/invitations/<int:invitation>/withdraw/",
        posted(organisations.withdraw),
        ORGANISATIONS,
        name="organisation-withdraw",
    ),
    path("account/organisations/<int:number>/members/<int:member>/role/", posted(organisations.set_role), ORGANISATIONS, name="member-role"),
    path("account/organisations/<int:number>/members/<int:member>/remove/", posted(organisations.remove), ORGANISATIONS, name="member-remove"),
    path("account/organisations/<int:number>/members/<int:member>/transfer/", posted(organisations.transfer), ORGANISATIONS, name="member-transfer"),
    path("account/organisations/<int:number>/rename/", posted(organisations.rename), ORGANISATIONS, name="organisation-rename"),
    path("account/organisations/<int:number>/leave/", posted(organisations.leave), ORGANISATIONS, name="organisation-leave"),
    path("account/organisations/<int:number>/delete/", posted(organisations.delete), ORGANISATIONS, name="organisation-delete"),
    path("account/invitations/<str:value>/", never_cache(require_http_methods(["GET", "HEAD", "POST"])(organisations.invitation)), name="invitation"),
    path("account/data/", private(account_data.rooms), name="account-data"),
    path("account/data/copy/", posted(reauthentication_required(account_data.take)), name="account-copy"),
    path("account/data/delete/", private(reauthentication_required(account_data.delete), methods=GET_AND_POST), name="account-delete"),
]
ADDRESSES: list[URLPattern | URLResolver] = [*ROOMS, *DOOR, *FACTORS, path("hooks/payment/", payment.message, name="payment-hook")]
