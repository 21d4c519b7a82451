"""Text in the characters of GSM 03.38: what a phone shows and a text message counts. Knows no message.

Source: 3GPP TS 23.038, default alphabet and extension table; a character outside both would make the whole text count
70 instead of 160.
"""

import unicodedata

LONGEST = 160
BASIC = frozenset(
    "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")
"""Each is sent as two."""
PLAIN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "‑": "-",
        "→": "to",
        "·": ",",
        "•": ",",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "`": "'",
        "≥": ">=",
        "≤": "<=",
        "×": "x",
        "°": " deg ",
    }
)


def plain(text: str) -> str:
    """One line in characters that every phone shows: an accent it does not know is left out, a letter becomes "?"."""
    return " ".join("".join(map(shown, text.translate(PLAIN))).split())


def shown(character: str) -> str:
    """One character as a phone shows it."""
    if character in BASIC or character in EXTENDED:
        return character
    if character.isspace() or unicodedata.category(character).startswith("C"):
        return " "
    bare = unicodedata.normalize("NFKD", character).translate(PLAIN)
    kept = [c for c in bare if not unicodedata.combining(c)]
    return "".join(c if c in BASIC or c in EXTENDED else " " if c.isspace() else "?" for c in kept)


def length(text: str) -> int:
    """How much of a text message it takes."""
    return len(text) + sum(c in EXTENDED for c in text)


def cut(text: str, room: int) -> str:
    """As much of it as there is room for, with dots where something is left out."""
    if length(text) <= room:
        return text
    while text and length(text) > room - len("..."):
        text = text[:-1]
    return f"{text.rstrip()}..."[: max(room, 0)]
