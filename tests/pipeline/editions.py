"""The terms of a fictional platform in editions: our own words, long enough for the gate, with clauses that signals find."""

PARAGRAPHS = {
    "Who we are": (
        "These terms govern your use of Fernwick Post, a service on which people write letters to one another. "
        "By creating an account or by using the service you agree to them. If you do not agree, please do not use the service."
    ),
    "Your account": (
        "You must be at least 16 years old to open an account. You keep your password to yourself, you tell us at once when somebody else "
        "has used your account, and you are responsible for what happens under it until you have told us."
    ),
    "Your letters": (
        "You own the letters that you write. You grant us a worldwide, royalty-free and non-exclusive licence to host, store, copy and "
        "display them, only so that we can run the service for you. The licence ends when you delete a letter."
    ),
    "What is not allowed": (
        "You may not use the service to harass other people, to send unsolicited advertising, to spread malicious software, or to collect "
        "the addresses of other members by automated means. We may remove letters that break these rules."
    ),
    "Changes to these terms": (
        "We may change these terms from time to time. We will tell you by e-mail at least 30 days before a change takes effect. "
        "If you go on using the service after that day, you accept the changed terms."
    ),
    "Ending": (
        "You may close your account at any time in the settings. We may suspend or terminate your account if you seriously break these terms. "
        "After the end we keep your letters for 14 days, so that you can fetch them, and then we delete them."
    ),
    "Liability": (
        "To the fullest extent permitted by law, Fernwick Post is not liable for any indirect, incidental or consequential damages, nor for "
        "lost profits. Our total liability is limited to the fees that you paid in the twelve months before the claim."
    ),
    "Disputes": (
        "Any dispute arising out of these terms will be resolved by binding arbitration administered by JAMS, and not in court. You may opt out "
        "of arbitration within 30 days of opening your account by writing to optout@fernwick.example. You and we waive any right to take part "
        "in a class action."
    ),
    "Law": (
        "These terms are governed by the laws of the State of Oregon, without regard to its rules on conflicts of law. If a part of these terms "
        "is found to be invalid, the rest of them remains in force."
    ),
}

TRAINING = "We may use your letters to train machine learning models that suggest replies to members."

OTHER_LICENCE = (
    "What you write stays yours. So that a letter reaches its reader we need your permission to keep it on our machines, to make the copies that "
    "sending it takes and to show it to whom you address it, in every country, without payment. Deleting a letter takes the permission back."
)
OTHER_RULES = (
    "Be kind. Nobody is to be threatened, mocked or followed on Fernwick Post; nobody is to be flooded with offers that they never asked for, and "
    "no programs that harm a computer are to travel in our envelopes. Letters against this are taken down."
)
OTHER_ENDING = (
    "Leaving takes one click on the page of your account. Where somebody breaks these terms badly or again and again, we close the account on our "
    "side. Either way your letters wait two weeks for you to fetch them, and are erased afterwards."
)


def page(*, replace: dict[str, str] | None = None, extra: dict[str, str] | None = None, without: tuple[str, ...] = (), nonce: str = "") -> bytes:
    """An edition as an HTML page: words replaced, paragraphs added or left out; `nonce` changes bytes that are no text."""
    paragraphs = {heading: text for heading, text in {**PARAGRAPHS, **(extra or {})}.items() if heading not in without}
    for old, new in (replace or {}).items():
        assert any(old in text for text in paragraphs.values()), old
        paragraphs = {heading: text.replace(old, new) for heading, text in paragraphs.items()}
    body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in paragraphs.items())
    head = '<meta charset="utf-8"><title>Fernwick Post: Terms of Service</title>'
    return (
        f'<!doctype html><html lang="en"><head>{head}<script nonce="{nonce}">start()</script></head>'
        f"<body><nav><a href=/>Home</a> <a href=/help>Help</a></nav><main><h1>Terms of Service</h1>{body}</main></body></html>"
    ).encode()


FIRST = page()
SHORTER_WINDOW = page(replace={"within 30 days of opening": "within 10 days of opening"})
WITH_TRAINING = page(extra={"Better replies": TRAINING})
REWRITTEN = page(extra={"Your letters": OTHER_LICENCE, "What is not allowed": OTHER_RULES, "Ending": OTHER_ENDING})
REWRITTEN_AND_EDITED = page(
    extra={"Your letters": OTHER_LICENCE, "What is not allowed": OTHER_RULES, "Ending": OTHER_ENDING},
    replace={"at least 30 days before": "at least 20 days before"},
)
LOGIN_WALL = (
    b"<!doctype html><html lang=en><title>Log in</title><body><h1>Log in</h1><form><input type=password></form>"
    b"<p>Please log in to go on.</p></body></html>"
)
