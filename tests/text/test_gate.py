"""The gate: walls, errors and other pages are refused, policies are not, however short."""

import pytest

from clauseatlas.model.policytext import PolicyText
from clauseatlas.model.words import GateReason, Verdict
from clauseatlas.text.gate import judge
from clauseatlas.text.reading import read
from tests.text.texts import BODY, CLAUSES, html, page, policy_page

R = GateReason


def titled(title: str, content: str, *, head: str = "", lang: str = "en") -> PolicyText:
    return read(page(content, title=title, head=head, lang=lang))


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        (
            titled(
                "Sign in – Fernlight",
                "<h1>Sign in</h1><form><label>Mail</label><input type=email><input type=password><button>Sign in</button></form><p>Sign "
                "in to continue to your garden. Forgot your password?</p>",
            ),
            R.LOGIN_WALL,
        ),
        (
            titled(
                "Fernlight",
                "<h1>Please log in</h1><p>You must be logged in to view this page. Create an account to see what grows in the beds of "
                "your neighbours, or go back to the entrance.</p>",
            ),
            R.LOGIN_WALL,
        ),
        (
            titled(
                "Fernlight",
                "<h1>Anmelden</h1><p>Bitte melden Sie sich an, um diese Seite zu sehen. Passwort vergessen? Hier können Sie ein neues "
                "anfordern und danach weiterlesen.</p>",
                lang="de",
            ),
            R.LOGIN_WALL,
        ),
        (
            titled(
                "Before you continue",
                "<h1>Before you continue to Fernlight</h1><p>We use cookies to measure how the garden is used and to show fitting "
                "seeds. You can accept all cookies or manage preferences.</p><button>Accept all</button>",
            ),
            R.CONSENT_WALL,
        ),
        (
            titled(
                "Fernlight",
                "<div id=didomi-host><p>We value your privacy. We and our partners store and/or access information on a device. Accept "
                "all or reject all.</p></div>",
            ),
            R.CONSENT_WALL,
        ),
        (
            titled(
                "Fernlight",
                "<p>Tout accepter ou continuer sans accepter : nous utilisons des traceurs pour mesurer la visite du jardin et pour "
                "montrer des graines.</p>",
                lang="fr",
            ),
            R.CONSENT_WALL,
        ),
        (
            titled(
                "Just a moment...",
                "<h1>Checking your browser</h1><p>This process is automatic. Verify you are human by completing the action below. Ray ID: 8f3</p>",
            ),
            R.BOT_CHECK,
        ),
        (
            titled(
                "Access denied",
                "<p>You do not have permission to view this page. Incident ID 4711-0815. Please contact the warden of the site and name it.</p>",
            ),
            R.BOT_CHECK,
        ),
        (
            titled(
                "安全验证",
                "<p>请完成安全验证后继续访问。本页面用于确认您不是机器人，完成验证后将自动返回您访问的页面，谢谢您的配合与理解。</p>",
                lang="zh",
            ),
            R.BOT_CHECK,
        ),
        (
            titled(
                "404 – Fernlight",
                "<h1>Page not found</h1><p>The page you are looking for does not exist. Perhaps it has moved, perhaps it never was. Try "
                "the search or go home.</p>",
            ),
            R.SOFT_404,
        ),
        (
            titled(
                "Fernlight",
                "<h1>Oops!</h1><p>Something went wrong. We could not find that page, but the garden is still open for everybody who "
                "wants to come in.</p>",
            ),
            R.SOFT_404,
        ),
        (
            titled(
                "Fernlight",
                "<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite existiert nicht mehr. Vielleicht finden Sie auf der Startseite, "
                "was Sie suchen, oder im Archiv des Gartens.</p>",
                lang="de",
            ),
            R.SOFT_404,
        ),
        (
            titled(
                "Fernlight",
                "<h1>We will be right back</h1><p>The site is undergoing scheduled maintenance tonight. Please come back in an hour or "
                "two; the beds are watered meanwhile.</p>",
            ),
            R.MAINTENANCE,
        ),
        (
            titled(
                "Redirecting…",
                "<p>You are being redirected. Click here if nothing happens.</p>",
                head="<meta http-equiv=refresh content='0; url=https://fernlight.example/terms'>",
            ),
            R.REDIRECT_NOTICE,
        ),
        (
            titled(
                "Fernlight",
                "<p>This page has moved to a new address. Update your bookmarks, please, for the old one will close before the winter comes.</p>",
            ),
            R.REDIRECT_NOTICE,
        ),
        (
            titled(
                "Fernlight", "<div id=root></div><script src=/app.js></script><noscript>You need to enable JavaScript to run this app.</noscript>"
            ),
            R.SCRIPT_SHELL,
        ),
        (titled("Terms of Service", "<div id=app></div><script src=/a.js></script><script src=/b.js></script>"), R.SCRIPT_SHELL),
        (read(b"Terms of service."), R.TOO_SHORT),
        (read(b""), R.TOO_SHORT),
        (
            read(
                b"body { margin: 0; padding: 0; }\n.terms, .policy { color: #333; font-size: 14px; }\n@media print { .nav { display: none; } }\n"
                * 20,
                media_type="text/css",
            ),
            R.NOT_PROSE,
        ),
        (
            read(
                b'{"terms": {"id": 12, "title": "Terms of service", "body": null, "tags": ["legal", "policy"]}, "next": "/v2/terms?page=2"}\n' * 20,
                media_type="application/json",
            ),
            R.NOT_PROSE,
        ),
        (read(b'!function(e,t){var n=e.document;function r(){return t()};r();n.title="terms";}(window,function(){return 1});\n' * 20), R.NOT_PROSE),
        (
            titled(
                "Legal",
                "<h1>Legal documents</h1><p>Find all our documents below.</p><ul>"
                + "".join(
                    f"<li><a href='/{n}'>{n}</a>"
                    for n in (
                        "Terms of Service for gardeners",
                        "Privacy Policy for visitors",
                        "Cookie Policy of the site",
                        "Refund Policy of the shop",
                        "Community Guidelines",
                    )
                )
                + "</ul>",
            ),
            R.INDEX_PAGE,
        ),
        (
            titled(
                "Fernlight – grow more",
                "<h1>Grow more with less</h1>"
                + "<p>Fernlight brings sun to every balcony. Our lamps are bright, our seeds are fresh and our neighbours are friendly.</p>" * 6,
            ),
            R.INDEX_PAGE,
        ),
    ],
)
def test_what_is_no_policy_is_quarantined_with_its_reason(policy: PolicyText, reason: GateReason) -> None:
    verdict = judge(policy)
    assert verdict.verdict is Verdict.QUARANTINED
    assert reason in verdict.reasons


@pytest.mark.parametrize(
    "policy",
    [
        pytest.param(policy_page(), id="a policy"),
        pytest.param(
            titled("Fees", f"<h1>Fees</h1><p>The fee is 404 coins a year, payable to account 503 410. {CLAUSES[5]}</p>"),
            id="numbers that are no status",
        ),
        pytest.param(
            titled(
                "Fees",
                "<h1>Fee schedule</h1><table><tr><th>Service<th>Fee<tr><td>Bed, one year<td>40 coins<tr><td>Bed, one month<td>5 "
                "coins<tr><td>Late watering<td>2 coins<tr><td>Lost key<td>9 coins<tr><td>Shed shelf<td>3 coins</table>",
            ),
            id="a short fee schedule",
        ),
        pytest.param(
            titled(
                "Cookies",
                "<h1>Cookies we set</h1><table><tr><th>Name<th>Purpose<th>Duration<tr><td>fl_session<td>keeps you signed "
                "in<td>session<tr><td>fl_lang<td>your language<td>1 year<tr><td>fl_bed<td>the bed you looked at<td>30 days</table>",
            ),
            id="a short cookie table",
        ),
        pytest.param(
            titled(
                "Impressum",
                "<h1>Impressum</h1><p>Fernlight Works GmbH, Mühlgasse 12, 4711 Fennport. Geschäftsführerin: Ada Fern. Handelsregister "
                "Fennport, HRB 99123. Kontakt: post@fernlight.example, Telefon 0815 4711.</p>",
                lang="de",
            ),
            id="an imprint",
        ),
        pytest.param(
            titled(
                "Refunds",
                f"<h1>Refund policy</h1><p>You can send back seeds within 30 days and get a refund of all fees. {CLAUSES[4]} {CLAUSES[5]}</p>",
            ),
            id="a short refund policy",
        ),
        pytest.param(
            policy_page(
                within="<p>If the page is not found or access is denied, log in to continue, or prove that you are not a robot by "
                "solving the captcha.</p>"
            ),
            id="a policy that mentions walls",
        ),
        pytest.param(
            policy_page(before="<form><input name=user><input type=password><button>Sign in</button></form>"), id="a policy below a log-in form"
        ),
        pytest.param(
            policy_page(before="<div class=cookie-banner><p>We value your privacy. Accept all or manage preferences.</p></div>"),
            id="a policy behind a consent banner",
        ),
        pytest.param(
            titled(
                "隐私政策",
                "<h1>隐私政策</h1>"
                "<p>我们在您使用服务时收集您的个人信息，并仅为履行合同而处理。未经您的同意，我们不会向第三方提供您的个人信息。本政策适用法律为您所在地的法律，我们承担相应责任。</p>",
                lang="zh",
            ),
            id="a policy in Chinese",
        ),
        pytest.param(read(b"# Terms\n\n" + "\n\n".join(f"**{clause}**" for clause in CLAUSES).encode()), id="a policy in Markdown"),
    ],
)
def test_policies_pass(policy: PolicyText) -> None:
    verdict = judge(policy)
    assert (verdict.verdict, verdict.reasons) == (Verdict.POLICY, ())


GERMAN = read(
    page(
        "<h1>Datenschutzerklärung</h1>"
        + "<p>Wir verarbeiten Ihre personenbezogenen Daten nur, soweit der Vertrag es verlangt, und löschen sie nach seinem Ende.</p>" * 4,
        lang="de",
    )
)


@pytest.mark.parametrize(
    ("declared", "reasons"),
    [("de", ()), ("de-AT", ()), (None, ()), ("en", (R.WRONG_LANGUAGE,)), ("fr-FR", (R.WRONG_LANGUAGE,))],
)
def test_language_is_the_declared_one(declared: str | None, reasons: tuple[GateReason, ...]) -> None:
    assert judge(GERMAN, declared_language=declared).reasons == reasons


@pytest.mark.parametrize(
    ("region", "url", "reasons"),
    [
        pytest.param("US", "https://fernlight.example/en-us/terms", (), id="the declared country"),
        pytest.param("US", "https://fernlight.example/en-gb/terms", (R.WRONG_REGION,), id="another country after a redirect"),
        pytest.param("EU", "https://fernlight.example/de-at/terms", (), id="a member of the union"),
        pytest.param("UK", "https://fernlight.example/uk/terms", (), id="two names of one country"),
        pytest.param("DE", "https://fernlight.example/de/terms", (), id="a language is no country"),
        pytest.param("DE", "https://fernlight.example/terms?locale=en_US", (R.WRONG_REGION,), id="a country in the query"),
        pytest.param("US", "https://fernlight.example/terms", (), id="an address that names none"),
        pytest.param(None, "https://fernlight.example/en-gb/terms", (), id="nothing declared"),
        pytest.param("US", "https://[broken/terms", (), id="an address that cannot be parsed"),
    ],
)
def test_region_is_the_declared_one(region: str | None, url: str, reasons: tuple[GateReason, ...]) -> None:
    assert judge(policy_page(), declared_region=region, url="https://fernlight.example/terms", final_url=url).reasons == reasons


def test_title_can_name_another_region() -> None:
    policy = titled("Privacy Notice", f"<h1>Privacy Notice for the United States</h1>{BODY}")
    assert judge(policy, declared_region="EU").reasons == (R.WRONG_REGION,)
    assert judge(policy, declared_region="US").reasons == ()


BEFORE = html(
    f"<h1>Terms of Service</h1>{BODY}"
    + "".join(f"<p>Bed {n} may be dug in week {n} by those whose name begins with the letter of that week.</p>" for n in range(40))
)
OTHER = html(
    "<h1>Tool lending rules</h1>"
    + "".join(f"<p>Shelf {n} holds spades which you must return before dusk, or we may retain your fee under these terms.</p>" for n in range(40))
)


@pytest.mark.parametrize(
    ("policy", "verdict", "reasons"),
    [
        pytest.param(BEFORE, Verdict.POLICY, (), id="the same text"),
        pytest.param(html(f"<h1>Terms of Service</h1>{BODY}"), Verdict.QUARANTINED, (R.SHRUNK,), id="most of it is gone"),
        pytest.param(OTHER, Verdict.QUARANTINED, (R.UNLIKE_BEFORE,), id="another document"),
        pytest.param(
            html(
                "<h1>Terms of Service</h1>"
                + "".join(f"<p>Plot {n} is for those gardeners who have agreed to these terms and paid the fee of the year.</p>" for n in range(40))
            ),
            Verdict.UNSURE,
            (R.UNLIKE_BEFORE,),
            id="rewritten under the same title: a person decides",
        ),
    ],
)
def test_against_the_last_good_text(policy: PolicyText, verdict: Verdict, reasons: tuple[GateReason, ...]) -> None:
    judged = judge(policy, previous=BEFORE)
    assert judged.verdict is verdict
    assert set(reasons) <= set(judged.reasons)
    assert bool(reasons) == bool(judged.reasons)


def test_small_edits_are_like_before() -> None:
    edited = read(page(f"<h1>Terms of Service</h1>{BODY.replace('ten days', 'five days')}"))
    assert judge(edited, previous=policy_page()).verdict is Verdict.POLICY
