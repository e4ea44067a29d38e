"""Search: what the public can find, in two engines behind one interface. Knows no domain.

registry      which kinds of things can be found, and who tells their texts
segmenting    text → words, the same for both engines; folding makes writing variants equal
indexing      keeps the entries, the truth, in step with what is published
engines       PostgreSQL full text, or Whoosh in the embedded default
parsing       what was typed → what must match
finding       a search: candidates, order, facets, excerpts
mending       mistyped words and pinyin
suggesting    while typing; logbook: what was searched for
rebuilding    everything anew, while the old index serves
"""
