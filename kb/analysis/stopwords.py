"""Words that carry no content: the function words of the five languages people ask in.

Written out here, since what counts as content depends on the field: "on", "off" and "read" do
carry meaning in a question about settings and permissions.
"""

from __future__ import annotations

ENGLISH = frozenset(
    """
    a about after again all also am an and another any anyone anything are aren't as at be because been before being both but by can
    can't cannot could couldn't did didn't do does doesn't doing don't done each either else ever every for from further get gets
    getting give given go goes going gonna got had has hasn't have haven't having he he's her here here's hers him his how how's i
    i'd i'll i'm i've if in into is isn't it it's its itself just know let let's like likes lot many may maybe me might mine more
    most much must my myself need needs neither no nor not now of oh ok okay once one ones only or other others our ours ourselves
    out over own per please quite rather really right same say says shall she should shouldn't since so some somebody someone
    something still such sure tell than thank thanks that that's the their theirs them then there there's these they they're thing
    things this those though through to too under until up upon us use used uses using very via want wants was wasn't way we we'd
    we'll we're we've well were what what's when when's where where's whether which while who who's whom whose why will with within
    without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself actually already always anyway around
    away back bit come comes exactly even hello hey hi kind look looking make makes mean means meant new put seem seems simply sort
    start take takes talk thought try trying usually whatever between during across against along among im ive dont doesnt cant isnt
    whats wich wat question answer anybody everybody everyone happen happens
    """.split()  # noqa: SIM905  a list of one word a line would hide what is missing
)
"""Function words of English, and the small talk around a question."""

OTHERS = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines und oder aber ist sind war wird werden wurde kann können konnte muss
    müssen soll sollen darf dürfen hat haben für fur mit ohne von vom zum zur zu im in am an auf aus bei nach über unter wie was wer
    wen wem wo wann warum wieso welche welcher welches welchen welchem ich du er sie es wir ihr man nicht kein keine wenn dass als
    auch nur noch sich mein unser unsere unserem unseren bitte gibt gilt macht el la los las un una unos unas y o pero son fue ser
    estar está están puede pueden debe deben hay tiene tienen para por con sin de del al en sobre como cómo qué que quién quien cuál
    cual cuáles cuales cuánto cuanto cuánta dónde donde cuándo cuando se su sus mi nuestro nuestra nuestros lo le les si no más mas
    ya hace une et ou mais est sont était être peut peuvent doit doivent il elle nous vous ils elles pour par avec sans au aux dans
    sur sous comme comment qui quoi quel quelle quels quelles combien où quand pourquoi ce cet cette ces mon notre nos votre vos ne
    pas plus moins sa ses leur a ont fait faut faire est-ce です ます した する して ある いる どの どれ 何 なに なん どう は が を に で と の も か へ から まで より こと もの
    ため
    """.split()  # noqa: SIM905  a list of one word a line would hide what is missing
)
"""Function words of German, Spanish, French and Japanese."""

FOREIGN = frozenset(
    """
    der die das und ist wie welche welcher welches welchen welchem für mit nicht wird werden el los las qué que cuál cómo para está le les
    des est quel quelle quels quelles pour dans avec un une du
    """.split()  # noqa: SIM905  as above
)
"""Those that tell another language from English: common ones that an English text does not hold."""
