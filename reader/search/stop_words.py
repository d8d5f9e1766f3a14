"""Words that say nothing of what a sentence is about, in French and in English, folded: without accents or capitals."""

from __future__ import annotations

FRENCH = frozenset(
    """
    a ai aie aient ait alors apres as assez au aucun aucune aujourd aupres aura aurait auront aussi autant autre autres
    aux avaient avait avant avec avez avoir avons ayant beaucoup bien c ca car ce ceci cela celle celles celui cependant ces
    cet cette ceux chacun chaque chez ci comme comment contre d dans de deja depuis des desormais deux dit donc dont du
    elle elles en encore enfin ensuite entre es est et etaient etait etant ete etes etre eu eux fait faire fois font
    furent fut hier hors hui ici il ils j jamais je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs
    lors lorsqu lorsque lui m ma mais malgre me meme memes mes mieux moi moins mon n ne ni non nos notamment notre nous on
    ont or ou outre par parce parmi pas pendant peu peut peuvent plus plusieurs plutot pour pourquoi pourtant presque
    pres puis puisque qu quand quant que quel quelle quelles quelque quelques quels qui quoi quoique rien s sa sans sauf
    se selon sera serait seront ses seulement si sinon soient soit son sont sous souvent suis sur t ta tandis tant te tel
    telle telles tels tes toi ton toujours tous tout toute toutes tres tu un une va vers voici voila vos votre vous vu y
    """.split()
)

ENGLISH = frozenset(
    """
    a about above after again against all almost already also although always am among an and another any are aren around
    as at away be became because become been before being below between both but by came can cannot could couldn d did
    didn do does doesn doing don done down during each either else even ever every few for from further get gets got had
    has hasn have haven having he her here hers herself him himself his how however i if in indeed into is isn it its
    itself just last least less let ll made make many may me might more most much must my myself near neither never
    next no nor not now of off often on once one only onto or other others our ours ourselves out over own per perhaps
    rather re s said same say says shall she should shouldn since so some still such t than that the their theirs them
    themselves then there therefore these they this those though through thus to together too toward towards under until
    up upon us ve very was wasn we were weren what when where whether which while who whom whose why will with within
    without won would wouldn yet you your yours yourself
    """.split()
)

_BY_LANGUAGE = {"fr": FRENCH, "en": ENGLISH}
_EVERY = FRENCH | ENGLISH


def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language such as ``fr`` or ``en-GB``; those of both where it is neither.

    What is a stop word in one language is a word in the other: *car*, *son*, *but*, *or*.
    """
    return _BY_LANGUAGE.get(language[:2].lower(), _EVERY)
