"""Documents about the catalogue for other programs: one standard, one module, one function.

Each function takes values and gives a document; none reads or writes anything.
"""
