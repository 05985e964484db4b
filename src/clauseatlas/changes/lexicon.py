"""Words that decide what a change of wording is: closed lists in the languages that policies are mostly written in."""

from collections.abc import Mapping
from typing import Final


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that carry no meaning alone; two passages that share only these share nothing.
EMPTY_WORDS: Final = _listed(
    """a an the of to in on at by for with from and or as is are was were be been it its this that these those we you your our us
    they their them he she his her i my will shall may can must not no any all if when than then such other
    le la les un une des du de et ou à au aux en par pour avec sur que qui ce cette ces vous nous votre notre vos nos est sont
    der die das den dem des ein eine einer eines und oder zu in im am auf mit von für sie wir ihr ihre unser unsere ist sind
    el los las una unos y o para con su sus usted nosotros es son por del al il lo gli e di che per"""
)
# Words that grammar asks for; where only they differ, nothing else was said.
ARTICLES: Final = _listed("a an the")
# Words that change a clause by themselves: one of them for another is never a slip of the pen.
DECIDING_WORDS: Final = _listed(
    """may might can could will would shall should must need ought not no nor none never neither all any every each some only solely both either
    or and but if unless except until while before after within without under over above below more less most least up down in out on off
    his her our your their its we you us they free paid public private first third"""
)
# Names of the same kind of document.
DOCUMENT_WORDS: Final = _listed("policy notice statement")

# Words of which the titles of policies are made.
TITLE_WORDS: Final = _listed(
    """terms conditions of and the use service services privacy policy policies notice statement agreement user cookie cookies legal community
    guidelines standards acceptable rules legal center centre"""
)

# One thing said in two ways: contracted and full, in figures and in words.
FULL_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "let's": ("let", "us"),
    "i'm": ("i", "am"),
    "e.g": ("for", "example"),
    "i.e": ("that", "is"),
} | {
    f"{word}{short}": (word, full)
    for short, full, holders in (
        ("n't", "not", "do does did is are was were should would could have has had must need"),
        ("'re", "are", "we you they"),
        ("'ve", "have", "i we you they"),
        ("'ll", "will", "i we you they it that"),
        ("'d", "would", "i we you they"),
        ("'s", "is", "it that there what here who"),
    )
    for word in holders.split()
}
_NUMBER_NAMES: Final = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty forty-five fifty sixty ninety"""
_FIGURES: Final = (*map(str, range(21)), "30", "40", "45", "50", "60", "90")
NUMBER_WORDS: Final[Mapping[str, str]] = dict(zip(_NUMBER_NAMES.split(), _FIGURES, strict=True))
