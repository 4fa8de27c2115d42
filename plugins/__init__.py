"""The rooms of this site.

blog         the nouns every room shares, the settings door, reading and writing
topics       finds what each article is about, and shows the words that say so
feeds        writes RSS, Atom and JSON Feed
digest       turns a month of articles into an Edition and submits it once
authoring    starts a new article and checks the ones that stand

A room may import blog; no room imports another. The verbs put them together.
"""
