"""`analyse`: the provisions of one source."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from clauseatlas import __version__
from clauseatlas.cli.forms import provision_form, stated_form
from clauseatlas.cli.options import format_option, print_json, print_lines
from clauseatlas.cli.sources import Source, read_source

if TYPE_CHECKING:
    from clauseatlas.catalogue.kinds import Catalogue
    from clauseatlas.model.provision import Provision
    from clauseatlas.model.words import DocumentType
    from clauseatlas.proposals.consulting import Advised

QUOTE_WIDTH = 160  # characters of a quotation in the text report; the whole one is in the JSON


@click.command(short_help="Provisions of a file, address or standard input; needs no atlas.")
@click.argument("source")
@click.option("--platform", help="Name of the platform, for the explanations; read from the text if not given.")
@click.option("--type", "kind", help="Kind of document, e.g. privacy-policy; recognised if not given.")
@click.option("--url", help="Where a file came from; base of its links, and a sign for the gate.")
@click.option("--with-text", is_flag=True, help="Print the canonical text too.")
@click.option("--ask-model", is_flag=True, help="Let the language model of CLAUSEATLAS_LLM_URL and _MODEL propose; every proposal is checked.")
@format_option
def analyse(*, source: str, platform: str | None, kind: str | None, url: str | None, with_text: bool, ask_model: bool, form: str) -> None:
    """Print the provisions of SOURCE: a file, an address, or - for standard input (HTML, PDF, Markdown, text). Needs no atlas.

    Exits with 1 where the gate says that the source is not the text of a policy.

    \b
    clauseatlas analyse terms.html --platform "Example" --format json
    """
    from clauseatlas.catalogue.loading import load_catalogue
    from clauseatlas.model.words import DocumentType, Verdict
    from clauseatlas.provisions.analysing import analyse as find_provisions
    from clauseatlas.provisions.analysing import default_classifier
    from clauseatlas.provisions.recognising import recognise

    given = kind_named(kind) if kind else None
    read = read_source(source, url=url)
    catalogue = load_catalogue()
    type_: DocumentType = given or recognise(read.policy, catalogue, url=read.url)
    quarantined = read.gate.verdict is Verdict.QUARANTINED
    helped = _advised(read, type_, catalogue, platform=platform) if ask_model and not quarantined else None
    if helped is not None:
        provisions = helped.provisions
    else:
        provisions = () if quarantined else find_provisions(read.policy, catalogue, platform=platform, document_type=type_)
    method = {"reader": read.policy.reader, "catalogue": catalogue.stamp, "classifier": default_classifier(catalogue).stamp}
    if form == "json":
        print_json(_report(read, type_, provisions, method=method, with_text=with_text) | ({"language_model": helped.form()} if helped else {}))
    else:
        _print_text(read, type_, provisions)
        if helped is not None:
            _print_advice(helped)
        if with_text:
            print_lines("", read.policy.text)
    sys.exit(1 if quarantined else 0)


def kind_named(word: str) -> "DocumentType":
    """The document type of this id."""
    from clauseatlas.errors import BadInput
    from clauseatlas.model.words import DocumentType

    try:
        return DocumentType(word.strip().lower())
    except ValueError:
        raise BadInput("--type", f"{word!r} is no document type", f"known are {', '.join(DocumentType)}") from None


def _advised(read: Source, kind: "DocumentType", catalogue: "Catalogue", *, platform: str | None) -> "Advised":
    """The analysis with the help of the language model that the environment names."""
    from clauseatlas.errors import BadInput
    from clauseatlas.proposals.consulting import advised, asking
    from clauseatlas.proposals.endpoints import Endpoint
    from clauseatlas.proposals.settings import ModelSettings

    settings = ModelSettings.from_environment(os.environ)
    if settings is None:
        raise BadInput("--ask-model", "no language model is set", "set CLAUSEATLAS_LLM_URL and CLAUSEATLAS_LLM_MODEL")
    with Endpoint(settings) as endpoint:
        return advised(read.policy, catalogue, asking(endpoint), platform=platform, document_type=kind)


def _print_advice(helped: "Advised") -> None:
    refused = sum(bool(verdict.refused) for verdict in helped.verdicts)
    failures = {consultation.failure for consultation in helped.consultations if consultation.failure}
    print_lines("", f"language model: {len(helped.verdicts)} proposals, {refused} refused", *(f"language model: {failure}" for failure in failures))


def _report(read: Source, kind: "DocumentType", provisions: "tuple[Provision, ...]", *, method: dict[str, str], with_text: bool) -> dict[str, Any]:
    policy = read.policy
    return {
        "clauseatlas": __version__,
        "method": method,
        "document": {
            "source": read.name,
            "media_type": policy.media_type,
            "title": policy.title,
            "type": kind.value,
            "language": policy.language,
            "words": policy.words,
            "stated": stated_form(policy),
            "body_sha256": read.body_sha256,
            "text_sha256": policy.sha256,
        },
        "gate": {"verdict": read.gate.verdict.value, "reasons": [reason.value for reason in read.gate.reasons]},
        **({"text": policy.text} if with_text else {}),
        "provisions": [provision_form(provision) for provision in provisions],
    }


def _print_text(read: Source, kind: "DocumentType", provisions: "tuple[Provision, ...]") -> None:
    policy, gate = read.policy, read.gate
    print_lines(
        f"{policy.title or read.name}",
        f"{kind.value}, {policy.language or 'language unknown'}, {policy.words} words; gate: {gate.verdict.value}"
        + (f" ({', '.join(reason.value for reason in gate.reasons)})" if gate.reasons else ""),
        f"{len(provisions)} provisions",
    )
    for provision in provisions:
        quote = " … ".join(each.exact for each in provision.finding.quotes)
        short = quote if len(quote) <= QUOTE_WIDTH else quote[: QUOTE_WIDTH - 1].rstrip() + "…"
        attributes = ", ".join(f"{name}: {_words(value)}" for name, value in provision.finding.attributes.items())
        print_lines(
            "",
            f"[{provision.severity.level.value}] {provision.title}  ({provision.finding.clause_type}, {provision.finding.stance.value})",
            f"    “{short}”",
            *([f"    {attributes}"] if attributes else []),
        )


def _words(value: object) -> str:
    return ", ".join(str(member) for member in value) if isinstance(value, tuple) else str(value)
