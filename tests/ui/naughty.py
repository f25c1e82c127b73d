"""Texts that strangers write: markup, control codes, tricks of direction, towers, walls."""

NAUGHTY = (
    "[b]bold[/b] [red]red[/red]",
    "[/]",
    "[/",
    "[[nested] [x]]",
    "[@click=app.quit]press me[/]",
    "[link=javascript:alert(1)]here[/link]",
    "\x1b[2J\x1b[31mred\x1b[0m",
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]0;a title\x1b\\",
    "\x9b31m and \x90q\x9c",
    "\x00\x07\x08\x0b\x0c\x7f",
    "left \u202egnirts desrever\u202c right \u2066isolate\u2069",
    "zero\u200bwidth\u200d\u2060\ufeff joined",
    "Z" + "\u0301\u0323\u0334\u0317" * 40 + "algo",
    "word" * 90,
    "漢字かな交じり文" * 12,
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇺🇳",
    "مرحبا بالعالم שלום עולם",
    "{0} {name} %s %(x)d ${y} \\x1b \\u202e",
    "#id { display: none; } .class:hover",
    "<script>alert(1)</script> &amp; <b>",
    "'; DROP TABLE event; --",
    "`code` *star* **two** _under_ # head\n> quote\n- item\n1. one",
    "a\tb\r\nc\u2028d\u2029e",
    "ﷺ﷽ ｆｕｌｌ ℌ𝔢𝔩𝔩𝔬",
)
EVERYTHING = "\n".join(NAUGHTY)
LINE = " ".join(NAUGHTY)[:280]
FORBIDDEN = (
    {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
    | {"\u200b", "\u200e", "\u200f", "\u2060", "\ufeff"}
    | {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
)
"""What may never reach a terminal from a text."""
