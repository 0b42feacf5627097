"""A second set of pairs for text reuse: ``python -m tests.bench.reuse_second``.

Reports of other events, in other genres, manners and languages than those of ``tests.bench.reuse``, written by hand
with their second reports and rewordings, and pairs written by hand. The set was written before it was first measured;
that first figure is in the documentation.
"""
