"""`diff`: what changed between two sources, and whether it matters."""

from typing import TYPE_CHECKING

import click

from clauseatlas.cli.forms import edit_form, effect_form
from clauseatlas.cli.options import format_option, print_json, print_lines
from clauseatlas.cli.sources import read_source

if TYPE_CHECKING:
    from clauseatlas.model.change import Edit, Effect

PASSAGE_WIDTH = 200  # characters of a passage in the text report


@click.command(short_help="What changed between two sources, and whether it matters.")
@click.argument("old")
@click.argument("new")
@click.option("--platform", help="Name of the platform, for the explanations.")
@format_option
def diff(*, old: str, new: str, platform: str | None, form: str) -> None:
    """Compare two sources (files, addresses, or - for standard input): verdict, edits, provisions touched. Needs no atlas.

    \b
    clauseatlas diff terms-2025.html terms-2026.html
    """
    from clauseatlas.catalogue.loading import load_catalogue
    from clauseatlas.changes.comparing import compare
    from clauseatlas.changes.effects import effects
    from clauseatlas.changes.judging import judge
    from clauseatlas.changes.summary import summarise
    from clauseatlas.provisions.analysing import analyse
    from clauseatlas.provisions.carrying import carry
    from clauseatlas.provisions.steadying import Earlier

    before, after = read_source(old).policy, read_source(new).policy
    catalogue = load_catalogue()
    comparison = compare(before, after)
    judgement = judge(comparison, before, after)
    earlier = analyse(before, catalogue, platform=platform)
    known = Earlier(findings=tuple(each.finding for each in earlier), policy=before, comparison=comparison)
    later = analyse(after, catalogue, platform=platform, earlier=known)
    worked = effects(earlier, later, carry(earlier, later, comparison), catalogue, comparison=comparison)
    summary = summarise(comparison, judgement, worked, before=before, after=after)
    if form == "json":
        counts = comparison.counts
        print_json(
            {
                "verdict": judgement.significance.value,
                "reasons": [reason.value for reason in judgement.reasons],
                "summary": summary,
                "counts": {
                    "sentences_added": counts.sentences_added,
                    "sentences_removed": counts.sentences_removed,
                    "sentences_reworded": counts.sentences_reworded,
                    "blocks_moved": counts.blocks_moved,
                },
                "text_sha256": {"before": before.sha256, "after": after.sha256},
                "edits": [edit_form(edit) for edit in comparison.edits],
                "provisions": [effect_form(effect) for effect in worked],
            }
        )
        return
    print_lines(f"{judgement.significance.value}: {', '.join(reason.value for reason in judgement.reasons) or 'no difference'}", summary)
    print_lines(*(line for edit in comparison.edits for line in _edit_lines(edit)), *(_effect_line(effect) for effect in worked))


def _edit_lines(edit: "Edit") -> list[str]:
    passage = edit.after or edit.before
    where = passage.section if passage else ()
    lines = ["", f"{edit.kind.value}" + (f" in {' › '.join(where)}" if where else "")]
    if edit.before is not None:
        lines.append(f"  - {_short(edit.before.exact)}")
    if edit.after is not None:
        lines.append(f"  + {_short(edit.after.exact)}")
    return lines


def _effect_line(effect: "Effect") -> str:
    moved = "; ".join(f"{name}: {sides['before']} → {sides['after']}" for name, sides in effect.attribute_table().items())
    return f"{effect.fate.value}: {effect.clause_type}, {effect.direction.value} for the person bound" + (f" ({moved})" if moved else "")


def _short(text: str) -> str:
    return text if len(text) <= PASSAGE_WIDTH else text[: PASSAGE_WIDTH - 1].rstrip() + "…"
