"""Words that show somebody to be another person: their own trade, title or family.

Used where only a name ties a text to a protected person: an account that calls itself a dentist
in Regina, a post about a piano teacher of the same name.
"""

import re

__all__ = ["speaks_of_another"]

# Source: own list, in folded spelling. Trades that protected people have (writer, journalist,
# editor, researcher, host) are left out on purpose.
_OWN_LIFE = re.compile(
    r"(?<![a-z0-9])"
    r"(?:realtor|real estate|dentist|nurse|teacher|teaches grade|engineer|plumber|baker|chef"
    r"|coach|goalie|goaltender|striker|midfielder|defenceman|winger|player|(?:dad|mom|mum) of"
    r"|photographer|runner|running|marathon|barber|lawyer|accountant|musician|guitar|pianist"
    r"|gamer|farmer|electrician|mechanic|pharmacist|optometrist|veterinarian|surgeon|physio\w*"
    r"|professor of|dr\. ?|painter|sculptor|florist|carpenter|chemistry|contractor|landscap\w+"
    r"|swimmer|olympian|figure skater"
    r"|courti\w+ immobili\w+|infirmi\w+|enseignant\w*|professeur\w*|etudiant\w*|coiffeu\w+"
    r"|cuisini\w+|menuisi\w+|ebeniste|plombi\w+|comptable|(?:maman|papa) de|entraineu\w+"
    r"|dentiste|agricult\w+|boulang\w+|patissi\w+|gardien\w* de but|veterinaire|pharmacien\w*"
    r"|notaire|avocat\w*|physicien\w*|nageu\w+|patineu\w+|fleuriste|mecanicien\w*"
    r"|chirurgien\w*|kine\w*|garagiste)"
    r"|地产|医生|牙医|护士|老师|教师|学生|厨师|工程师|教练|摄影师|瑜伽|会计|律师|司机|店主|老板娘"
    r"|美甲|健身|宝妈|程序员|园艺|烘焙|钢琴|农场|农户|运动员|球员|守门员|物业|同学|歌手|演员|画家"
    r"|教授|院士|店长|师傅|班主任|校长|药师|兽医|导演"
)
_YEARS = re.compile(
    r"[(（]\s*(?:18|19)\d\d\s?[-–—~至]\s?(?:1[89]|20)\d\d\s*[)）]|(?<![0-9])(?:18|19)\d\d-(?:19|20)\d\d(?![0-9])"
)


def speaks_of_another(folded: str) -> bool:
    """Tell whether a folded text describes a person by a trade, a family or dates of their own.

    >>> speaks_of_another("my dentist in regina"), speaks_of_another("writes about elections")
    (True, False)
    """
    return bool(_OWN_LIFE.search(folded) or _YEARS.search(folded))
