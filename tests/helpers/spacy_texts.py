"""Texts that the tests of the spaCy side share."""

NEWS = (
    "Sigrún Einarsdóttir, forstjóri Hafnarbankans, sagði á fundi á Akureyri 12. september að hagnaðurinn hefði numið "
    "3,5 milljónum króna, eða 20%. Hún bjóst við að vextirnir myndu lækka í haust, en ráðherrann vildi bíða."
)
ODD = [
    "",
    " ",
    "\n\n",
    "Skip\r\nkom að landi.\r\n\r\nÞað hét Hafdís.\r\n",
    "\tÞrjú  hundruð\tmanns mættu.  ",
    "  Fundurinn hefst kl. 14:30  \n\n  og lýkur síðdegis. ",
    "Sveitar\u00adstjórnin fundaði \u200bá Höfn.",
    "Gleðilegt sumar! 😀👍🏽 🇮🇸 👩‍🚀",
    "Jón &amp; Gunna seldu &nbsp; húsið fyrir 5.000 kr.",
    "Hu\u0301n kom heim",  # a letter and its accent apart
    "[[Tafla]] 1\x00 \u2028 2\x1c3 \u3000 x",
    "„Nei,“ sagði hann … og fór.",
]
