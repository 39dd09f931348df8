"""The words addresses are made of: kinds of street, units, directions, provinces, countries.

Latin tables are alternatives of a regex, in small letters; Chinese ones are listed apart, in
:mod:`scanner.detect.pii.address_han`.
"""

from functools import cache

from scanner.detect.pii.recognizer import words

__all__ = [
    "AREAS",
    "CITY",
    "COUNTRIES",
    "DIRECTION",
    "ESTATES",
    "EVERYDAY",
    "FAMOUS",
    "FRENCH",
    "GAP",
    "LETTER",
    "NEVER_NAMES",
    "NOT_NAMES",
    "ORDINAL",
    "PARTICLE",
    "PARTICLES",
    "POSTAL",
    "PROVINCE",
    "RARE",
    "START",
    "STRONG",
    "TITLE",
    "UNIT",
    "UNIT_BEFORE",
    "WORD",
    "ZIP",
    "either",
]

# Latin with its accents, Greek and Cyrillic; never Han.
LETTER = "A-Za-zÀ-ÖØ-öø-ʯ\u0370-\u04ff"
_CAPITAL = "A-ZÀ-ÖØ-Þ\u0100\u0104\u0106\u010c\u010e\u0110\u0118\u0141\u0143\u0150\u0158\u015a"
_CAPITAL += "\u0160\u0164\u0170\u0179\u017b\u017d\u0391-\u03a9\u0410-\u042f"
START = rf"(?<![0-9{LETTER}])(?<![A-Za-z]-)(?<![0-9][-./,:])(?<![$€£¥#])"
WORD = rf"[{LETTER}0-9][{LETTER}0-9'’\-]{{0,24}}+\.?"
TITLE = rf"[{_CAPITAL}][{LETTER}'’\-]{{0,24}}+\.?"
# Not one letter alone: that would be a unit or a direction.
CITY = rf"[{_CAPITAL}][{LETTER}'’\-]{{1,24}}+\.?"
ORDINAL = r"[0-9]{1,3}(?:st|nd|rd|th|er|re|e|è|ème|eme|ième|ieme)?"

# Kinds of street that mean nothing else behind a number and a name.
STRONG = (
    "street|str|st|avenue|ave|av|aven|road|rd|boulevard|blvd|boul|bvd|crescent|cres|cresc"
    "|parkway|pkwy|pky|sideroad|sdrd|concession|turnpike|tpke|expressway|expy|freeway|fwy"
)
# Words of every day, a kind of street only behind a name with a capital.
EVERYDAY = (
    "drive|dr|court|crt|ct|cl|tr|cr|gdn|place|pl|square|sq|way|gate|close|grove|hill|heights|hts|gardens|gdns"
    "|garden|row|circle|cir|trail|trl|lane|ln|terrace|terr|ter|park|path|mews|landing|ridge"
    "|view|green|common|highway|hwy|alley|aly|private|pvt|wynd|crossing|xing|esplanade|promenade"
    "|driveway|pathway|pike|causeway|byway"
)
# Rarer ones that titles and teams bear too: only with more of an address, or a word that says so.
RARE = (
    "bay|line|cove|walk|loop|link|rise|run|point|pt|glen|hollow|bend|manor|mall|plaza|commons|quay|quays"
    "|villas|village|meadow|meadows|estates|island|islands|harbour|harbor|beach|cape|centre|center"
    "|corner|corners|dale|dell|end|field|fields|forest|front|glade|haven|key|keys|knoll|knolls"
    "|lake|lakes|lookout|mount|mountain|orchard|parade|pass|passage|pines|port|ramp|rapids|route"
    "|shore|shores|spring|springs|spur|spurs|station|stream|summit|trace|track|trafficway"
    "|throughway|tunnel|union|unions|valley|viaduct|vista|well|wells|wharf|wood|woods|brook|burg"
    "|burgs|bypass|camp|canyon|cliff|cliffs|club|course|creek|crest|crossroad|curve|dam|divide"
    "|drives|extension|extensions|fall|falls|ferry|flat|flats|ford|fords|fork|forks|fort|gardens"
    "|gateway|glens|greens|groves|harbors|hills|hollows|inlet|isle|junction|land|light|lights|loaf"
    "|lock|locks|lodge|mill|mills|mission|motorway|neck|oval|overpass|parks|parkways|plain|plains"
    "|points|ports|prairie|radial|ranch|rapid|rest|ridges|river|roads|shoal|shoals|skyway|squares"
    "|stravenue|streets|terraces|trails|underpass|views|villages|ville|vistas|ways|courts|circles"
)
# French kinds of street stand before the name.
FRENCH = (
    "rue|boulevard|boul|blvd|bd|avenue|av|ave|chemin|ch|côte|cote|rang|route|rte|montée|montee"
    "|allée|allee|impasse|place|pl|croissant|crois|terrasse|ruelle|promenade|prom|quai|passage"
    "|carré|carre|sentier|square|cours|voie|esplanade|traverse|venelle|faubourg|fbg|autoroute"
    "|cercle|descente|rond-point|mail|villa|cité|hameau|lotissement"
)
PARTICLES = frozenset(
    words("de la du des d' l' le les à aux et saint sainte st ste della dei van von den der y")
)
PARTICLE = r"(?i:de la|de l['’]|des|du|de|d['’]|la|les|le|l['’]|à|aux|et|saint|sainte|st|ste)"
DIRECTION = (
    rf"(?:[ ](?:(?:N\.?E|N\.?W|S\.?E|S\.?W|N\.?O|S\.?O|[NSEWO])\.?(?![{LETTER}'’])"
    rf"|(?:(?i:northeast|northwest|southeast|southwest|north|south|east|west|nord|sud|ouest)|Est|EST)"
    rf"(?![{LETTER}'’-])))?"
)
_FLOOR = rf"{ORDINAL}[ ](?:floor|flr|fl|étage|etage)"
_UNIT_WORD = (
    "apt|apts|apartment|appartement|appart|appt|app|unit|unité|unite|suite|ste|bureau|bur|local"
    "|room|rm|flat|ph|penthouse|porte|lot|bldg|building|bloc|block|tower|tour|condo|logement|log"
    "|floor|fl|étage|etage|niveau|level|dept|department|trailer|trlr|slip|spc|hangar"
)
_VALUE = rf"(?:[A-Z]?-?[0-9]{{1,5}}[A-Z]?|[A-Z])(?![{LETTER}0-9])"
UNIT_BEFORE = (
    rf"(?i:(?:{_UNIT_WORD})\.?[ ]{{0,2}}(?:\#|no\.?|n°)?[ ]?{_VALUE}|\#[ ]?{_VALUE}|{_FLOOR}"
    r"|main[ ]floor|ground[ ]floor|basement|bsmt|upper|lower|sous-sol|rez-de-chaussée)"
)
UNIT = rf"(?:{UNIT_BEFORE}|(?i:rear|upstairs|downstairs|rdc))(?![{LETTER}0-9])"
# A comma, a line break (in mail with quotation marks before the next line), or spaces.
_BREAK = r"[ ]{0,2}(?:,[ ]?)?\n[ >?|]{0,5}"
_STOP = r"[ ]{0,2}[,(-][ ]{0,2}"
GAP = rf"{_BREAK}(?:,[ ])?|{_STOP}|[ ]{{1,2}}"

_PROVINCES = (
    "ontario|qu[ée]bec|british columbia|alberta|manitoba|saskatchewan|nova scotia|new brunswick"
    "|newfoundland(?: and labrador)?|prince edward island|yukon|northwest territories|nunavut"
    "|nouvelle-écosse|nouveau-brunswick|colombie-britannique|ont\\.|qu[ée]\\.|b\\.c\\.|p\\.e\\.i\\."
    "|n\\.s\\.|n\\.b\\.|hong kong|kowloon|new territories|h\\.?k\\.|n\\.t\\.|taiwan|macau|macao"
)
_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia"
    "|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts"
    "|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey"
    "|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania"
    "|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington"
    "|west virginia|wisconsin|wyoming"
)
COUNTRIES = (
    "canada|united states(?: of america)?|u\\.?s\\.?a\\.?|united kingdom|u\\.?k\\.?|england"
    "|scotland|wales|ireland|france|germany|deutschland|austria|switzerland|belgium|netherlands|luxembourg"
    "|denmark|norway|sweden|finland|iceland|greenland(?:er)?|poland|czech republic|czechia|slovakia"
    "|slovenia|hungary|croatia|serbia|romania|bulgaria|greece|cyprus(?: \\(anglicized\\))?|italy"
    "|spain|portugal|estonia|latvia|lithuania|ukraine|turkey|israel|egypt|south africa|tunisia"
    "|morocco|brazil|argentina|chile|uruguay|mexico|peru|colombia|venezuela|cuba|australia"
    "|new zealand|japan|south korea|china|p\\.?r\\.?c\\.?|taiwan|r\\.o\\.c\\.|singapore|malaysia"
    "|philippines|thailand|vietnam|viet nam|indonesia|india|russia|hong kong|macau|macao"
)
_CODES = (
    "ON|QC|Qc|BC|AB|MB|SK|NS|NB|NL|PE|PEI|YT|NT|NU|HK|AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL"
    "|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT"
    "|VA|WA|WV|WI|WY|AA|AE|AP|GU|PR|[A-Z]{2}(?= ?[0-9]{5})"
)
PROVINCE = rf"(?:{_CODES}|(?i:{_PROVINCES}|{_STATES}|{COUNTRIES}))(?![{LETTER}])"
POSTAL = r"[A-Za-z][0-9][A-Za-z][ \-]{0,2}[0-9][A-Za-z][0-9](?![0-9A-Za-z])"
ZIP = r"[0-9]{5}(?:-[0-9]{4})?(?![0-9A-Za-z]|[.,][0-9])"

# Parts of an address in China, Hong Kong or Taiwan, as English writes them.
AREAS = (
    "district|dist|county|township|twp|city|province|village|town|prefecture|subdistrict|borough"
    "|qu|xian|shi|sheng|zhen|xiang|cun|neighborhood|vil"
)
ESTATES = (
    "garden|gardens|court|house|mansion|mansions|estate|centre|center|tower|towers|building|bldg"
    "|plaza|villa|villas|village|tsuen|chuen|xiaoqu|xincun|huayuan|apartments|apartment|terrace"
    "|heights|bay|palace|park|hall|lodge|residence|residences|square|dasha|dormitory|campus|city"
    "|commercial building|industrial building|shopping centre|arcade"
)

# Houses that everybody knows from films, songs and the news: public, listed so that they are not
# taken for somebody's home.
FAMOUS = frozenset(
    "21 jump|10 cloverfield|10 downing|11 downing|24 sussex|1600 pennsylvania|221 baker|4 privet"
    "|12 grimmauld|742 evergreen|50 wall|42 wallaby|1313 mockingbird".split("|")
)

# In a name typed in small letters, one of these shows that it is no name.
NOT_NAMES = frozenset(
    words(
        "a an the of and or but in on at to from down up off over by with for my your his her its"
        " our their this that these those is are was were be been has have had do does did will"
        " would can could should people person men women kids year years yrs months month weeks"
        " week days day hours hour hrs minutes minute mins min seconds second sec km kms mi miles"
        " mile meters metres m feet ft blocks block cars houses times time percent million thousand"
        " dollars bucks more less most other new old good bad long short big small one two three"
        " four lane lanes way gig star people's mph kph am pm per vs out into just only some any"
        " no not he she they we i you it as if so than then when where across along around near"
        " after before between through during without within stop start step game games place"
        " different separate main high side dead one-way two-way full open closed last next first"
        " players supporters protesters officers troops nights plus parking busy empty city local"
        " narrow major minor nearby like love hate best top worst free live"
    )
)
# However it is typed, one of these counts or measures.
NEVER_NAMES = frozenset(
    words(
        "from feet foot miles minutes minute hours hour days years people km meters metres times"
        " million billion thousand percent seconds questions ways points votes stars street's"
        " is are was were the of in on to for and or not with who that this you your my all his her"
        " their our its it it's at by as if no more most than into out off up down over"
    )
)


@cache
def either(table: str) -> str:
    """Return ``table``'s alternatives, the longest first, so that none hides a longer one."""
    return "|".join(sorted(set(table.split("|")), key=len, reverse=True))
