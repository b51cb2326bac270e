"""How tightly things bind, loosest first: `,` and `;`, `if`, `or`, `and`, `not`, relations, `union` and its
like, `..` (authors), `+ - ±`, `* /` and products without a sign, `^`, then `! % ° '`.
"""

LOOSEST, OR, AND, NOT, RELATION, RANGE, SUM, PRODUCT, FACTOR, POWER = range(10)
SETS = RANGE
