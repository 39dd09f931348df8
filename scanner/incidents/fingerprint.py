"""A digest that copies of one text share, whatever was hung on their ends."""

import hashlib
import re
import unicodedata

__all__ = ["text_fingerprint"]

# Links and mentions are taken out before NFKC, which would glue a full-width comma to them.
_LINK = re.compile(
    r"https?://[!-~]+|(?<![A-Za-z0-9.-])[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{2,100}/[!-~]+",
    re.IGNORECASE,
)
# An ASCII handle ends where ASCII does; any other ends at a space, as on Weibo.
_MENTION = re.compile(
    r"(?<![A-Za-z0-9])[@＠](?:[A-Za-z0-9_.-]{1,64}(?:@[A-Za-z0-9.-]{1,253})?|\w{1,30}(?=\s|$|[@＠]))"
)
# Six digits at most: a longer number at the end may be the leaked value itself.
_TAIL = re.compile(r"\s[\W_]{0,4}[0-9]{1,6}[\W_]{0,4}$")
_NOT_TEXT = re.compile(r"[\W_]+")


def text_fingerprint(text: str) -> str | None:
    """Return 32 hexadecimal digits that are the same for copies of ``text``.

    Mentions, links, hashtag signs, emoji, punctuation, spaces, case, width (NFKC) and a last
    word of up to six digits make no difference. None if nothing is left.
    """
    body = _MENTION.sub(" ", _LINK.sub(" ", text))
    body = _TAIL.sub("", unicodedata.normalize("NFKC", body).strip())
    body = _NOT_TEXT.sub("", body).casefold()
    if not body:
        return None
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest()[:32]
