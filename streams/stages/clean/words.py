"""Words by their use in the languages of the news: in most sentences, to report, to address the reader."""

COMMON = frozenset(
    (
        "the of and to in a that is was for on with as by at from it he she they his her their has have "
        "had be been are were will "
        "would not but which who this an or after over about more than when also its we i "
        "le la les des du un une et est que qui dans pour sur avec pas par ce au aux en ont été son sa ses plus "
        "el los las y del se por con para una su lo al como más fue ha pero sus es no "
        "der die das und den von zu mit sich auf für ist im dem nicht ein eine als auch es an werden aus "
        "er hat dass sie nach "
        "o os e do da em um uma não com foi mais dos das ao na no pela pelo "
        "и в не на что с по как из за это его от к о для был он но у та також що з до від є й про "
        "ve bir bu da de için ile olarak olan çok daha gibi sonra "
        "dan yang di dari untuk dengan pada ini tidak itu dalam akan ke oleh juga adalah "
        "na ya wa kwa ni katika za la kuwa cha huo hii "
        "في من على أن إلى عن مع هذا التي الذي و به که از در را این است با های می "
        "के की में है को से का और पर ने हैं कि यह भी एक "
        "il di che è non per gli della nel alla het een van dat op te zijn met voor w z się nie jest och "
        "att som det på av"
    ).split()
)
REPORTING = frozenset(
    "said says told according added reported announced dit selon déclaré affirmé dijo según afirmó "
    "informó sagte laut disse segundo "
    "afirmou сказал сообщил заявил сообщает заявив повідомив قال وأضاف گفت söyledi dedi açıkladı कहा "
    "बताया kata ujar mengatakan "
    "alisema amesema".split()
)
YOU = frozenset(
    "you your vous votre tu tus su usted sie ihr ihre você seu вы ваш ви siz sizin آپ आप anda kamu wewe "
    "our us we".split()
)
