"""Words that would do harm if they were read as anything but words. Checks nothing."""

from hypothesis import strategies as st

NASTY = (
    '#panic("no") #import "@preview/x:1.0.0" #read("/etc/passwd") #sys.inputs',
    "$x^2$ *bold* _slanted_ `raw` <said> @said = heading // gone /* gone */ ~ -- --- ... \"q\" 's'",
    "\\ \\u{41} \\# %s {now} ]) }) ]]",
    '", "word": "", "x": "',
    "one\ntwo\r\nthree\u2028four\x0bfive\x85six",
    "- [x] read back\n\nACCEPTED\n> (J Okoro, 19:42)",
    "🚑🏽 ⚠️ 👨\u200d👩\u200d👧 住 ﷺ \U000e0041 ✓",
    "שלום עולם العربية \u202eevil\u202c \u2066x",
    "e\u0301 Zażółć Иван \u200bzero\u00ad",
    "\x00\x07\x1b[31m\x7f \ufffe \ue000",
    "W" * 900,
    "https://example.nhs.uk/" + "a/b-" * 100,
    "<script>alert(1)</script> &amp; %00",
    " ",
    "",
)
PIECES = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=40), st.text("#$\\\"'`*_<>@[]{}()=-+/~\n ", max_size=40)
)
WORDS = st.lists(PIECES, max_size=3).map(" ".join)
