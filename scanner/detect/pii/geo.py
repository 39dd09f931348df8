"""Places to the metre: coordinates, what3words, links to a point on a map."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, words

__all__ = ["GeoCoordinatesRecognizer"]

_DMS = (
    r"[0-9]{1,3}[ ]?°[ ]?[0-9]{1,2}[ ]?['′’][ ]?"
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,4})?[ ]?(?:[\"″”]|''))?[ ]?"
)
_PATH = r"[!-;=?-Z\[\]_a-z|~%]{0,500}"


class GeoCoordinatesRecognizer(Recognizer):
    """Finds coordinates in degrees, what3words addresses and map links."""

    ENTITY, LABEL = "GEO_COORDINATES", "exact place"
    GATE = re.compile("[0-9/]")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "decimal degrees",
            r"(?<![0-9A-Za-z.])(?P<lat>[+\-]?[0-9]{1,2}\.[0-9]{3,10})[ ]?°?[ ]?[NS]?[ ]?"
            r"[,;/ ][ ]?(?P<lon>[+\-]?[0-9]{1,3}\.[0-9]{3,10})(?:[ ]?°)?(?:[ ]?[EWO](?![A-Za-z]))?"
            r"(?![0-9A-Za-z]|\.[0-9])",
            0.85,
        ),
        Pattern(
            "degrees and minutes",
            rf"(?<![0-9]){_DMS}[NS北]?[,， ]{{0,2}}{_DMS}[EWO东東西]?(?![A-Za-z])",
            0.9,
        ),
        Pattern(
            "what3words", r"(?<![/A-Za-z:])///[a-zà-ÿ]{2,20}\.[a-zà-ÿ]{2,20}\.[a-zà-ÿ]{2,20}", 0.9
        ),
        Pattern(
            "what3words, named",
            r"(?<![A-Za-z])(?:what3words|w3w)[ ]?[: ][ ]?"
            r"(?P<value>[a-zà-ÿ]{3,20}\.[a-zà-ÿ]{3,20}\.[a-zà-ÿ]{3,20})(?![a-zà-ÿ.])",
            0.85,
        ),
        Pattern(
            "plus code",
            r"(?<![0-9A-Za-z])[2-9CFGHJMPQRV][2-9CFGHJMPQRVWX]{7}\+[2-9CFGHJMPQRVWX]{2,3}"
            r"(?![0-9A-Za-z])",
            0.85,
        ),
        Pattern(
            "short plus code",
            r"(?<![0-9A-Za-z+])(?=[A-Z]{0,3}[0-9])[2-9CFGHJMPQRVWX]{4}\+[2-9CFGHJMPQRVWX]{2,3}"
            r",?[ ](?-i:[A-ZÀ-Ö][a-zà-ÿ]{2,20})(?![0-9A-Za-z])",
            0.6,
        ),
        Pattern(
            "named degrees",
            r"(?<![A-Za-z])(?:lat(?:itude)?|北纬|北緯|纬度|緯度|N)[ ]?[:= ]?[ ]?"
            r"(?P<lat>-?[0-9]{1,2}\.[0-9]{2,10})"
            r"[ ]?°?[ ]?[NS]?[ ]?[,;/ ]?[ ]?(?:lng|lon(?:gitude)?|long|东经|東經|西经|西經"
            r"|经度|經度|[EWO])"
            r"[ ]?[:= ]?[ ]?(?P<lon>-?[0-9]{1,3}\.[0-9]{2,10})[ ]?°?(?![0-9A-Za-z]|\.[0-9])",
            0.85,
        ),
        Pattern(
            "geo link",
            r"(?<![A-Za-z])geo:(?P<lat>-?[0-9]{1,2}\.[0-9]{2,10}),"
            r"(?P<lon>-?[0-9]{1,3}\.[0-9]{2,10})"
            r"(?![0-9A-Za-z])",
            0.9,
        ),
        Pattern(
            "map link",
            r"(?<![A-Za-z0-9.])(?:https?://)?(?:(?:www\.)?google\.[a-z.]{2,6}/maps"
            r"|maps\.google\.[a-z.]{2,6}"
            r"|maps\.app\.goo\.gl|goo\.gl/maps|maps\.apple\.com|(?:surl|uri|www)\.amap\.com"
            r"|j\.map\.baidu\.com"
            r"|map\.baidu\.com|(?:www\.)?openstreetmap\.org|w3w\.co|what3words\.com|osm\.org)[/?]"
            + _PATH,
            0.75,
        ),
    )
    CONTEXT = words("gps coordinates coordonnées location 坐标 座標 定位 位置 经纬度 經緯度")
    AGAINST = words("eur usd cad bid ask price prix pi 价格 价")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("GPS 45.4215, -75.6972", ("45.4215, -75.6972",)),
        ("定位39.9042,116.4074快去", ("39.9042,116.4074",)),
        ("45°25'17\"N 75°41'50\"W", ("45°25'17\"N 75°41'50\"W",)),
        ("///filled.count.soap", ("///filled.count.soap",)),
        ("https://maps.app.goo.gl/AbCdEf", ("https://maps.app.goo.gl/AbCdEf",)),
        ("w3w: filled.count.soap", ("filled.count.soap",)),
        ("她家72222222+2V快去", ("72222222+2V",)),
        ("CXX2+2V Ottawa", ("CXX2+2V Ottawa",)),
        ("北纬45.4215 西经75.6972", ("北纬45.4215 西经75.6972",)),
        ("lat: 45.4215, lng: -75.6972", ("lat: 45.4215, lng: -75.6972",)),
        ("geo:45.4215,-75.6972", ("geo:45.4215,-75.6972",)),
        ("C++ and 2222+2 items", ()),
        ("lat: 95.4215, lng: -75.6972", ()),
        ("what3words is an app.with.dots", ()),
        ("scores 45.4 and 75.6", ()),
        ("99.1234, 200.1234", ()),
        ("prices 1.25, 3.50", ()),
        ("it was -40° outside", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:
        """Check the range; three decimals on both sides might be measurements."""
        if "lat" not in match.re.groupindex:
            return Verdict(good=True)
        latitude, longitude = match["lat"], match["lon"]
        if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
            return Verdict(good=False)
        if pattern.name != "decimal degrees":
            return Verdict(good=True)
        exact = min(len(part.partition(".")[2]) for part in (latitude, longitude)) > 3
        return Verdict(good=True, score=0.85 if exact else 0.3)
