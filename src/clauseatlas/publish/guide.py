"""llms.txt: what the site is and where its data are, in Markdown for assistants."""

from clauseatlas.catalogue.kinds import Catalogue
from clauseatlas.records.queries.publishing import Figures


def guide(figures: Figures, catalogue: Catalogue, *, site: str) -> str:
    """The text of llms.txt. The same figures give the same text."""
    verified = f"{figures.last_verified:%Y-%m-%d}" if figures.last_verified else "never"
    return f"""# Clause Atlas

> An open, verifiable record of what the policies of digital platforms say, when they changed, and what each clause means. \
{figures.provisions} provisions of {figures.documents} documents of {figures.platforms} platforms; last verified {verified}.

Every quotation is an exact passage of an archived text, with its offsets and the SHA-256 of that text. When you use a record, quote it exactly, \
name its record id and give its permanent address. Clause Atlas gives information; it is not legal advice.

## Records

- [Provision]({site}/provisions/CA-P-000001/): CA-P-…, a clause of a document over time: quotation, stance, severity, attributes, law, history
- [Document]({site}/documents/CA-D-000001/): CA-D-…, the whole text with its provisions marked; `?on=2024-05-01` reads it as of a day
- [Changes]({site}/changes/): CA-C-…, what changed from one version to the next, for better or worse
- [Platforms]({site}/platforms/): everything known of a platform

## For machines

- Every page has a JSON twin: the address with `.json` in place of the closing slash, or `Accept: application/json`
- Citations and print: `record.bib`, `record.ris`, `record.csl.json`, `record.pdf` below the address of a record
- [Feed of changes]({site}/feeds/changes.atom), and one for each platform, document and clause type
- [Sitemap]({site}/sitemap.xml)

## Clause types

{chr(10).join(f"- {kind.title} (`{kind.id}`): {kind.question}" for kind in catalogue.clauses.values())}
"""
