"""literal/literals.tsv: what ast.literal_eval makes of a text. literal/reprs.tsv: how Python writes strings.

Left out: what npymap refuses on purpose though literal_eval takes it, since no NPY header holds it (sets, arithmetic, a
tuple without its brackets), and ints past 64 bits.
"""

import ast
import unicodedata
import warnings

from table import write

warnings.simplefilter("ignore")

SPACES = [
    "{'a': 1}",
    "  {'a': 1}",
    "{'a': 1}   ",
    "{'a': 1}\n",
    "{'a': 1}\r\n",
    "{'a': 1}\r",
    "{ 'a'\t:\f1 }",
    "{'a':\n1,\r\n'b':\r2}",
    "{'a': 1}  # a comment",
    "{'a': # a comment\n1}",
    "# a comment\n{'a': 1}",
    "{'a': \\\n1}",
    "{'a': \\\r\n1}",
    "{'a': \\ 1}",
    "{'a':\xa01}",
    "{'a':\x0b1}",
]
DICTS = [
    "{}",
    "{,}",
    "{'a': 1,}",
    "{'a': 1, }",
    "{'a': 1,,}",
    "{'a': 1 'b': 2}",
    "{'a': 1, 'b': 2}",
    "{'a': 1, 'a': 2}",
    "{'a': }",
    "{: 1}",
    "{'a' 1}",
    "{'a': 1",
    "{'a': 1]",
    "{'a': {'b': {}}}",
    "{('a', 1): ()}",
]
SEQUENCES = [
    "()",
    "(,)",
    "(1)",
    "(1,)",
    "(1,2)",
    "(1, 2,)",
    "(1 2)",
    "((1))",
    "((1),)",
    "(((1, 2)))",
    "(1, (2, (3, ())))",
    "[]",
    "[,]",
    "[1]",
    "[1,]",
    "[1, [2, []]]",
    "[(1, 2), [3]]",
    "(1]",
    "[1)",
    "(",
    "]",
    "(1,",
    "((1, 2)",
    "(1, 2))",
]
INTS = [
    "0",
    "7",
    "00",
    "0_0",
    "000_00",
    "01",
    "0_1",
    "00_1",
    "123",
    "1_0",
    "1_000_000",
    "1__0",
    "_1",
    "1_",
    "+1",
    "-1",
    "+ 1",
    "- 1",
    "--1",
    "+-1",
    "-",
    "0x10",
    "0X1f",
    "0xFF",
    "-0x10",
    "0x_1",
    "0x1_f",
    "0x",
    "0x_",
    "0xg",
    "0o17",
    "0O17",
    "0o8",
    "0o",
    "0b101",
    "0B1_0",
    "0b2",
    "0b",
    "9223372036854775807",
    "-9223372036854775808",
    "-0x8000000000000000",
    "0x7fffffffffffffff",
    "1a",
    "1 a",
    "3L",
    "1 2",
    "\u0663",
    "1\u0663",
]
FLOATS = [
    "1.",
    ".5",
    "1.5",
    "01.5",
    "1e5",
    "1E5",
    "1e+5",
    "1e-5",
    "-1.5e5",
    "1_0.0_1",
    "1e",
    "1e+",
    ".",
    "1.5.5",
    "1._5",
    "1_.5",
    "1e1_0",
    "1j",
    "1.5J",
    "-2e3j",
    "1jj",
    "0x1.5",
]
WORDS = [
    "True",
    "False",
    "None",
    "true",
    "TRUE",
    "null",
    "Truex",
    "True1",
    "x",
    "__import__",
    "f()",
    "a.b",
    "not True",
    "lambda: 1",
    "(yield)",
    "\u00e4",
]
STRINGS = [
    "''",
    '""',
    "'a'",
    '"a"',
    "'it\"s'",
    '"it\'s"',
    "'a",
    '"a',
    "'a\"",
    "'a\nb'",
    "'a\rb'",
    "'''a'''",
    "'''a\nb'c''d'''",
    '"""a"b"""',
    "'''a",
    "'''a''",
    "''''a'''",
    "'a' 'b'",
    "'a'\"b\"",
    "('a'\n'b')",
    "('a' # comment\n 'b')",
    "'a' b'c'",
    "b'c' 'a'",
    "'' 'b' u'c'",
    "u'a'",
    "U'a'",
    "u\"a\"",
    "u 'a'",
    "r'a\\n'",
    "R'a\\n'",
    "r'\\''",
    "r'\\'",
    "r'\\\\'",
    "b'a'",
    "B'a'",
    "br'a\\n'",
    "Rb'a'",
    "rB'a'",
    "b'\\x00'",
    "b'\\u1234'",
    "b'\\N{x}'",
    "f'a'",
    "fr'a'",
    "ur'a'",
    "ub'a'",
    "x'a'",
    "'\u00e9\u4e00\U0001f600'",
    "b'\u00e9'",
    "'# no comment'",
    "'{[('",
]
ESCAPES = [
    "'\\a\\b\\f\\n\\r\\t\\v'",
    "'\\\\ \\' \\\"'",
    "'a\\\nb'",
    "'a\\\r\nb'",
    "'a\\\rb'",
    "'\\0'",
    "'\\08'",
    "'\\101'",
    "'\\1011'",
    "'\\377'",
    "'\\400'",
    "'\\777'",
    "'\\8'",
    "'\\x41'",
    "'\\xe9'",
    "'\\x4'",
    "'\\x4g'",
    "'\\x'",
    "'\\u00e9'",
    "'\\u4E00'",
    "'\\u4e0'",
    "'\\U0001F600'",
    "'\\U0010ffff'",
    "'\\U00110000'",
    "'\\Uffffffff'",
    "'\\U0001F60'",
    "'\\N{BULLET}'",
    "'\\N{latin small letter e with acute}'",
    "'\\N{no such name}'",
    "'\\N'",
    "'\\N{BULLET'",
    "'\\q'",
    "'\\ '",
    "'\\\u00e9'",
    "'\\",
    "'\\'",
]
JUNK = [
    "",
    "   ",
    "\n",
    "# only a comment",
    "1;",
    "{} {}",
    "() ()",
    "$",
    "?",
    "\x00",
    "'\x00'",
    "{'a': 1}\x00",
    "# \x00\n1",
    "\\",
    "@",
    "=",
    "a=1",
    "*1",
]


def kind(value):
    """The Java type that npymap reads the value as, and its text."""
    if value is None or isinstance(value, (bytes, float, complex)):
        return type(value).__name__
    return repr(value)


def literal(text):
    try:
        return ["accepted", kind(ast.literal_eval(text))]
    except (SyntaxError, ValueError, TypeError) as e:
        return ["refused", type(e).__name__]


def strings():
    yield ""
    yield "it's"
    yield 'a "quoted" word'
    yield "both ' and \""
    yield "back\\slash"
    yield "tab\tline\nreturn\r"
    yield "\ud800 alone"
    yield "alone \udfff"
    for c in range(0x100):
        yield chr(c)
    # One or two of each category of Unicode 3.2, long enough ago that Python and Java agree.
    seen = {}
    for c in range(0x100, 0x110000):
        category = unicodedata.ucd_3_2_0.category(chr(c))
        if category != "Cn" and seen.setdefault(category, 0) < 2:
            seen[category] += 1
            yield chr(c)
    for c in (0x378, 0xFFFE, 0xFFFF, 0xE000, 0x1F600, 0x2FFFE, 0xE0001, 0xF0000, 0x10FFFF):
        yield chr(c)


if __name__ == "__main__":
    texts = SPACES + DICTS + SEQUENCES + INTS + FLOATS + WORDS + STRINGS + ESCAPES + JUNK
    write(__file__, "literal/literals.tsv", ["text", "outcome", "value or error"], ([t, *literal(t)] for t in texts))
    write(
        __file__,
        "literal/reprs.tsv",
        ["code points", "repr"],
        ([" ".join(f"{ord(c):x}" for c in s), repr(s)] for s in strings()),
    )
