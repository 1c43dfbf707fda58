"""Fillers: words that never say what a text is about.

How many posts have a word tells most of that, but not where there are few posts, and it changes
with each new post. So the closed classes of some languages are named here, with the adverbs, verbs
and nouns that stand in any text. They count nothing, and are never a reason.
"""

from __future__ import annotations

import re
from functools import cache

from sphinx_commonplace.core.related.corpus import words
from sphinx_commonplace.core.stemming import primary

# Two kana say how words hang together, not what they are; so do these signs and particles.
_PARTICLES = re.compile(
    "[\u3040-\u309f]{1,2}|.?[はがを的了是在我你您他她它们們这這那就也都很吗嗎呢吧啊着著把被让讓给給对對从從与與"
    "而且或但又还還没沒之其此于於为為个個和].?|[은는이가을를의에도로와과].?|.[은는을를의에]"
)
_OF = {
    "en": """
        a about above abovementioned across actual actually after afterwards again against ago
        ahead all almost alone along already also although always am among an and another any
        anybody anyhow anyone anything anyway anywhere apart are around as aside at away back
        bad basically be became because become been before began begin behind being below
        beneath beside besides best better between beyond big bit both bottom brief briefly
        bring brought but by call called came can cannot case cases certain certainly clear
        clearly close come common complete completely consider contain could couple course
        currently day days did different directly do does doing don done down due during each
        early easier easily easy eight either else end enough entire entirely especially
        essentially etc even eventually ever every everybody everyone everything everywhere
        exact exactly example examples except fact far few fewer find fine first five follow
        following for found four from full fully further gave general generally get give given
        go goes going gone good got great had half hand happen happens hard hardly has have
        having he help helpful hence her here herein hers herself high him himself his hit hold
        hour how however hundred i ie if important in include included indeed inside instead
        into is issue it item its itself just keep kept kind knew know known large last late
        later latter least leave left less let lets like likely line little long longer look lot
        lots low made main mainly make making man many matter may maybe me mean means meant
        meanwhile merely might mine minute moment month more moreover most mostly much must my
        myself name namely near nearly necessary need neither never nevertheless new next nine
        no nobody none nonetheless nor not note nothing notice now nowhere number obvious
        obviously of off often oh ok okay old on once one ones only onto or order other others
        otherwise ought our ours ourselves out outside over overall own part particular
        particularly past per perfect perhaps piece place plenty point possible possibly pretty
        previous previously probably proper properly provide put quick quickly quite rather read
        ready real really reason recent recently regarding right round run said same saw say
        says second see seem seemed seems seen set several shall she short should show shown
        side similar similarly simple simply since single six small so some somebody somehow
        someone something sometimes somewhat somewhere soon sort special specific specifically
        start started stay step still stop stuff such sure take taken talk tell ten than thank
        thanks that the their theirs them themselves then there therefore these they thing
        things think third this those though thought three through throughout thus till time
        times to today together told tomorrow too took top total toward towards tried try turn
        twice two type under unless unlike until up upon us use used useful usual usually
        various very via want was way ways we week well went were what whatever when whenever
        where whereas whereby wherever whether which while who whoever whole whom whose why wide
        will with within without won word words would wrong yeah year years yes yesterday yet
        you your yours yourself add added adding allow allows appear available avoid based
        chapter difference effort extra guess http https main page pages true worth www com org
        open opens create creates created select selects click choose apply applies perform
        return returns depend depends adjust enable disable combine compare contains""",
    "de": """
        aber all alle allem allen aller alles als also am an andere anderen anderer anderes
        anders auch auf aus bei beide beiden beim bereits besonders bevor bin bis bisher bist da
        dabei dadurch dafür dagegen daher dahin damals damit danach daneben dann daran darauf
        daraus darf darin darüber darum darunter das dass davon davor dazu dein deine dem den
        denen denn dennoch der deren des deshalb dessen dich die dies diese diesem diesen dieser
        dieses dir doch dort du durch dürfen eben ebenfalls ebenso ein eine einem einen einer
        eines einfach einige einigen einiger einmal er erst es etwa etwas euch euer fast für
        ganz ganze gar gegen genau gerade gern geworden gibt ging ganze gut habe haben hat hatte
        hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem
        ins irgend ist ja jede jedem jeden jeder jedes jedoch jemand jene jetzt kann kannst kaum
        kein keine keinem keinen keiner können konnte könnte lassen lässt machen macht mal man
        manche manchmal mehr mein meine meist mich mir mit möchte möglich muss müssen musste
        nach nachdem nämlich natürlich neben nein neu neue neuen nicht nichts nie niemand noch
        nun nur ob obwohl oder oft ohne paar recht schon sehr sei sein seine seinem seinen
        seiner seit selbst sich sie sind so sobald sofort sogar solche soll sollen sollte
        sondern sonst sowie statt stets trotz trotzdem über überall überhaupt um und uns unser
        unsere unter viel viele vielen vielleicht vom von vor vorher wann war wäre waren warum
        was wegen weil weit weiter welche welcher wem wen wenig wenige wenn wer werde werden wie
        wieder will wir wird wirklich wo wohl wollen worden wurde würde wurden zu zuerst zum
        zumindest zur zusammen zwar zwei zwischen Teil Ding Dinge Art Fall Beispiel Frage Jahr
        Jahre Tag Zeit Weise Ort Stelle Seite""",
    "fr": """
        à afin ai aie ainsi alors après assez au aucun aucune aujourd aussi autre autres aux
        avait avant avec avoir bien bon car ce ceci cela celle celles celui cependant certains
        ces cet cette ceux chaque chez chose choses comme comment contre dans de déjà depuis
        dernier des dessous dessus deux devant doit donc dont du elle elles en encore enfin
        entre est et étaient était étant être eux fait faire fois font ici il ils je jusque la
        là le lequel les leur leurs lors lorsque lui ma mais même mêmes mes moi moins mon ne ni
        nombre nos notre nous nouveau on ont ou où par parce parfois partie pas pendant peu peut
        peuvent plupart plus plusieurs plutôt pour pourquoi pouvoir premier presque puis quand
        que quel quelle quelque quelques qui quoi rien sa sans se selon sera ses seulement si
        sien sinon soi soit son sont souvent sous suis sur ta tandis tant te tel telle temps tes
        toi ton toujours tous tout toute toutes très trop tu un une vers voici voilà voir vos
        votre vous vraiment""",
    "es": """
        a además ahora al algo alguien algún alguna algunas algunos allí ambos ante antes aquel
        aquella aquí así aún aunque bajo bien cada casi caso como con contra cosa cosas cual
        cuales cuando de debe deben del demás desde después donde dos durante e el él ella ellas
        ellos en entonces entre era eran es esa esas ese eso esos esta está están estas este
        esto estos fue fueron gran ha había hace hacer hacia han hasta hay incluso junto la las
        le les lo los luego más mayor me mejor menos mi mientras mis mismo mucha mucho muchos
        muy nada ni ningún no nos nosotros nuestra nuestro nunca o otra otras otro otros para
        parte pero poco por porque primera primero pueden puede pues que qué quien se según ser
        será si sí sido siempre sin sino sobre solo sólo son su sus tal también tan tanto te
        tener tiene tienen tiempo toda todas todavía todo todos tras tu un una unas uno unos
        usted veces vez y ya yo""",
    "it": """
        a ad ai al alla alle allora altra altre altri altro anche ancora avere aveva ben bene
        che chi ci cioè come con contro cosa cose così cui da dai dal dalla degli dei del della
        delle di dopo dove due e ed era essere fa fare fino fra già gli ha hanno ho i il in
        infatti invece io la le lei lo loro lui ma mai me meno mentre mi mio molti molto nei nel
        nella no noi non nostro o ogni ora per perché però più poco poi possono prima proprio
        può qualche quale quando quanto quasi quella quello questa queste questi questo qui
        quindi se sei sempre senza si sia solo sono sopra sotto stata stato su sua sue sui sul
        sulla suo tra troppo tu tutta tutte tutti tutto un una uno verso via volta""",
    "nl": """
        aan al alle alleen als altijd andere anders ben bij daar daarom dan dat de deze die dit
        doen door dus een eens eerst elk elke en er erg even gaan gaat geen geweest goed had heb
        hebben heeft het hier hij hoe hun iets ik in is ja je jij kan kunnen kon maar maken meer
        men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons ook op over
        te tegen toch toen tot tussen uit van vaak vanaf veel verder voor waar waarom want waren
        was wat we weer wel welke werd wie wij wil worden wordt zal ze zeer zelf zich zij zijn
        zo zoals zonder zou""",
    "pt": """
        a ainda além algo algum alguma alguns ali ambos antes ao aos apenas aquela aquele aqui
        as assim até bem cada coisa com como contra da das de depois desde deve do dois dos
        durante e é ela elas ele eles em enquanto então entre era essa esse esta está este eu
        foi foram há isso isto já la lhe lo mais mas me mesmo meu muita muito na não nas nem no
        nos nós nossa nosso nunca o onde os ou outra outras outro outros para parte pela pelo
        pode podem por porque pouco qual quando que quem se seja sem sempre ser seu sido só
        sobre sua também tão te tem têm ter toda todas todo todos tudo um uma vez você""",
    "sv": """
        all alla allt andra att av bara blev bli blir de dem den denna deras dess det detta dig
        din dina där då efter eller en ett från få för genom gör ha hade han har hela hennes här
        i igen in inte jag kan kunde man med mellan men mer mig min mina mot mycket måste många
        ni nu när något någon några och också om oss på samma sedan sig sin sina ska skulle som
        så till under upp ut utan vad var vara varför varit vi vid vilka vilken är än även över""",
    "ru": """
        а без более больше будет будто бы был была были было быть в вам вас вдруг ведь во вот
        все всегда всего всех всю вы где да даже для до другой если есть еще же за здесь и из
        или им иногда их к как какая какой когда конечно кто куда ли лучше между меня мне много
        может можно мой мы на над надо наконец нас не него нее ней нельзя нет ни нибудь никогда
        ним них ничего но ну о об один он она они опять от очень перед по под после потом потому
        почти при про раз разве с сам свою себе себя сейчас со совсем так также такой там тебя
        тем теперь то тогда того тоже только том тот три тут ты у уж уже хорошо хоть чего чем
        через что чтоб чтобы чуть эти это этого этой этом этот эту я""",  # noqa: RUF001
    "fa": """
        از با به در که و را این آن برای تا هم یا اما اگر نیز هر همه هیچ چون چه چرا کجا کی چگونه
        است بود باشد شد شود می‌شود شده کرد کند می‌کند کنند کردن کرده دارد دارند داشت داشته هست
        هستند نیست نبود خود خویش ما من تو او شما آنها ایشان وی یک دو سه چند بسیار خیلی کم بیش
        بیشتر باید شاید نباید توان می‌توان پس پیش بعد قبل روی زیر بالا میان بین درباره دیگر همین
        همان چنین چنان فقط تنها حتی ولی بلکه زیرا وقتی هنگامی اینجا آنجا اکنون حالا امروز همیشه
        هرگز بار جا جای چیز گفت گوید گفته اند ام ای""",
    "ar": """
        من في على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا لا لم لن ليس كان كانت يكون
        أن إن أو و ثم قد كل بعض غير بين عند عندما حتى إذا لكن بل هو هي هم نحن أنا أنت كما حيث
        منذ قبل بعد فوق تحت أي أيضا جدا هنا هناك كيف لماذا متى أين لأن فقط مثل خلال حول ضد نفس""",
}


@cache
def written(language: str) -> frozenset[str]:
    """Return the words of a language that are fillers, in small letters."""
    return frozenset(_OF.get(primary(language), "").lower().split())


@cache
def of(language: str) -> frozenset[str]:
    """Return the terms of a language that are fillers."""
    return frozenset(map(words.stemmer(language), written(language)))


def is_particle(word: str) -> bool:
    """Whether characters of a script without blanks only say how words hang together."""
    return _PARTICLES.fullmatch(word) is not None
