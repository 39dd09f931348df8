"""Given names and what they are shortened to, in English and French. Own compilation."""

__all__ = ["nicknames"]

# The full name first. A short form may belong to several.
_GROUPS = (
    "robert bob bobby rob robbie bert; william bill billy will willie liam guillaume; richard "
    "dick rick ricky rich; elizabeth liz lizzie beth betty eliza lisa; elisabeth liz lisa "
    "babeth; margaret maggie peggy meg greta; marguerite margot; katherine kate katie kathy kat "
    "kitty; catherine cathy kate katie; james jim jimmy jamie; john jack johnny jon; jonathan "
    "jon johnny nathan; joseph joe joey jo; michael mike mickey mick misha; michel mitch; "
    "thomas tom tommy; charles charlie chuck charley; edward ed eddie ted ned teddy; theodore "
    "ted teddy theo; edmund ed ted; anthony tony; antoine toine tony; andrew andy drew; "
    "alexander alex sandy sasha lex; alexandra alex sandra sasha; alexandre alex; daniel dan "
    "danny; danielle dany; david dave davey; stephen steve; steven steve; stephane steph; "
    "stephanie steph; christopher chris kit; christine chris chrissy tina; christina chris "
    "tina; christian chris; nicholas nick nicky nico; nicolas nico nick; benjamin ben benny "
    "benji bibi; samuel sam sammy; samantha sam; matthew matt; mathieu mat; timothy tim timmy; "
    "gregory greg; kenneth ken kenny; ronald ron ronnie; donald don donnie; raymond ray; "
    "lawrence larry laurie; gerald gerry jerry; jeffrey jeff; geoffrey geoff jeff; frederick "
    "fred freddie; frederic fred; francis frank fran; francois frank; franklin frank; patrick "
    "pat paddy; patricia pat patty trish; peter pete; pierre pierrot; philip phil; philippe "
    "phil; susan sue susie; suzanne suzie; deborah deb debbie; rebecca becky becca; jennifer "
    "jen jenny; jessica jess jessie; victoria vicky tori; vivian viv; virginia ginny; barbara "
    "barb babs; dorothy dot dottie; eleanor nell nora ellie; helen nell; isabelle isa belle; "
    "abigail abby gail; amanda mandy; angela angie; caroline carrie caro; cynthia cindy; evelyn "
    "evie; genevieve gen ginette; jacqueline jackie; josephine jo josie; judith judy; kimberly "
    "kim; leonard len lenny leo; leonardo leo; louis lou louie; louise lou; marie mimi; mary "
    "molly polly; martin marty; melissa mel missy; nancy nan; natalie nat; nathalie nat; "
    "nathaniel nat nate; nathan nate; olivia liv livvy; pamela pam; rachel rae; ralph rafe; "
    "rosemary rose; sarah sally sadie; sebastian seb; teresa terry tess; therese tess; valerie "
    "val; vincent vince; walter walt wally; wallace wally; zachary zach zack; jeanbaptiste jb; "
    "jeanphilippe jp; jeanfrancois jf; jeanclaude jc; henry hank harry; harold hal harry; "
    "albert al bert; alfred al fred; arthur art artie; eugene gene; ernest ernie; emily em "
    "emmy; emma em; florence flo; gabriel gabe; gabrielle gaby; howard howie; jacob jake; "
    "joshua josh; julia jules julie; julien jules; maxwell max; maxime max; maximilian max; "
    "oliver ollie; olivier olie; oscar ozzie; russell russ; simone sim; sergei seryozha; "
    "vladimir vova volodya; dmitri dima mitya; mikhail misha; ekaterina katya; tatiana tanya; "
    "natalia natasha; aleksandr sasha"
)
_KNOWN = [frozenset(group.split()) for group in _GROUPS.split(";")]


def nicknames(first: str, second: str) -> bool:
    """Tell whether one folded given name is short for the other, or both for the same.

    >>> nicknames("bob", "robert"), nicknames("ted", "edward"), nicknames("ted", "robert")
    (True, True, False)
    """
    return any(first in group and second in group for group in _KNOWN)
