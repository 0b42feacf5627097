"""All addresses of the site."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from claims.web import metrics

handler400 = "claims.web.errors.bad_request"
handler403 = "claims.web.errors.forbidden"
handler404 = "claims.web.errors.not_found"
handler500 = "claims.web.errors.server_error"

# of the sign-in package: what accounts without an e-mail address can use
_account = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("claims.api.root_urls")),
    path("", include("claims.web.urls")),
    path("account/", include(_account)),
    path("metrics", metrics.show, name="metrics"),
    path("api/v1/", include("claims.api.urls")),
]
