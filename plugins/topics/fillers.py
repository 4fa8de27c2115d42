"""Words that stand in every text, whatever it is about."""

from __future__ import annotations

ENGLISH = """
a about after all also am an and any anyone anything are as at be because been before being both
but by can can't could couldn't day days did didn't do does doesn't doing don't down each eight
even every everyone everything few first five for four from get gets got had hadn't has have he
her here hers him his how i i'm if in into is isn't it it's its itself just last like made make
many me more most much must my next nine no nobody nor not nothing now of off on once one only or
other our out over own people put said same say says second seven she should six so some someone
something still such ten than that that's the their them then there there's these they thing
things third this those three through to too two under until up us very was wasn't we week weeks
well went were what what's when where which while who whom why will with won't would wouldn't year
years you your
"""
DUTCH = """
aan acht al alle alleen alles als altijd andere ben bij daar dag dagen dan dat de deze die dit
doen door drie dus een eerste elke en er ga gaan geen had hadden heb hebben heeft hem het hier hij
hoe hun iedereen iemand ik in is ja jaar jaren je kan kon kunnen maar me meer men mensen met mij
mijn moet naar negen niemand niet niets nog nu of om omdat ons onze ook op over te tegen tien toch
toen tot twee tweede u uit uw van veel vier vijf voor want waren was wat we week weer weken wel
werd wie wij worden zal ze zei zelf zes zeven zich zij zijn zo zonder zou zouden
"""
FILLERS = {"en": frozenset(ENGLISH.split()), "nl": frozenset(DUTCH.split())}
