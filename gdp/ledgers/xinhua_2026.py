"""The claims of Xinhua's article of 28 January 2026 about 2025, each a small function.

What a function tests is said by the words with which it is entered into the ledger.
"""

import pandas as pd

from gdp.ledgers import (
    EVERY_READING,
    FAILS,
    UNKNOWN,
    Evidence,
    Finding,
    Ledger,
    against_nation,
    agree,
    count,
    exceeds,
    first_time,
    judge,
    order,
    settle,
)
from gdp.load import CLUB_MARK, in_words

LEDGER = Ledger(2025, {1: "Opening", 5: "Cities", 16: "Provinces", 26: "Growth"})
claim, unsettled = LEDGER.claim, LEDGER.unsettled

CAUSE = "causes are not figures"
VAGUE = "a word without a measure"


@claim(1, "Further cities and provinces passed marks in 2025")
def further(evidence: Evidence) -> Finding:
    new = evidence.milestones[evidence.milestones["year"] == evidence.year]
    cities = new["mark"].eq(CLUB_MARK)
    computed = f"{cities.sum()} cities and {(~cities).sum()} provinces or municipalities"
    return settle(cities.any() and not cities.all(), computed, milestones=new)


@claim(2, "What is said of the national growth rate agrees")
def growth_of_china(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP growth", "China", "percent")


@claim(2, "China's GDP in dollars is its GDP in yuan")
def dollars(evidence: Evidence) -> Finding:
    yuan = evidence.said("GDP", region="China", unit="trillion yuan")
    dollar = evidence.said("GDP", region="China", unit="trillion US dollars")
    rate = yuan["value"].iloc[0] / dollar["value"].iloc[0]
    printed = in_words(yuan["relation"].iloc[0], f"{rate:.2g}")
    computed = f"{printed} yuan to a dollar by the printed numbers, a bound over a rounded number"
    needed = "the exchange rate and exact figures"
    return Finding(UNKNOWN, computed, needed, pd.concat([yuan, dollar]))


@claim(2, "The new cities of 2025 are Wenzhou and Dalian")
def newcomers(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", paragraph=2, relation="at least")
    past = evidence.past(CLUB_MARK)
    new = past[past["year"] == evidence.year]
    computed = f"new in milestones.csv: {', '.join(sorted(new['region']))}"
    return settle(set(new["region"]) == set(said["region"]), computed, figures=said, milestones=new)


@claim(2, "The club has 29 cities")
def total(evidence: Evidence) -> Finding:
    return count(evidence, 2, "China", "")


@claim(2, "Without the new cities the club had 27")
def before(evidence: Evidence) -> Finding:
    said = evidence.said("cities past the mark", paragraph=2)
    new = evidence.said("GDP", paragraph=2, relation="at least")
    past = evidence.past(CLUB_MARK)
    old = past[past["year"] < evidence.year]
    left = said["value"].iloc[0] - new["region"].nunique()
    computed = f"{left:g} left by the article's count, {len(old)} in milestones.csv"
    return settle(len(old) == left, computed, figures=pd.concat([said, new]), milestones=old)


unsettled(2, "Innovation and revitalization carried the new cities", CAUSE, "growth by industry")


@claim(4, "Several major provincial economies reached marks")
def several(evidence: Evidence) -> Finding:
    new = evidence.milestones[evidence.milestones["year"] == evidence.year]
    new = new[new["mark"] > CLUB_MARK]
    computed = f"{len(new)} regions, {new['level'].eq('province').sum()} of them provinces"
    needed = "what counts as several, and as a major provincial economy"
    return Finding(UNKNOWN, computed, needed, milestones=new)


@claim(6, "Dalian is the first city of the northeast past 1 trillion yuan")
def dalian_first(evidence: Evidence) -> Finding:
    return order(evidence, 6, "Dalian")


@claim(6, "What is said of Dalian's GDP agrees")
def dalian_level(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP", "Dalian", "trillion yuan")


@claim(6, "Dalian's GDP exceeds 1 trillion yuan")
def dalian_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Dalian", CLUB_MARK)


unsettled(7, "Old and new industries drove Dalian's growth", CAUSE, "their parts of that growth")
unsettled(7, "Dalian's emerging industries expanded rapidly", VAGUE, "what counts as rapid")


@claim(8, "No city of the northeast had passed 1 trillion yuan before")
def northeast_new(evidence: Evidence) -> Finding:
    said = evidence.said("occasion of passing", paragraph=8)
    past = evidence.past(CLUB_MARK)
    past = past[past["area"] == said["region"].iloc[0]]
    earlier = past[past["year"] < evidence.year]
    computed = f"{len(earlier)} earlier cities of the area in milestones.csv"
    return settle(earlier.empty, computed, figures=said, milestones=past)


@claim(9, "Wenzhou is the third city of Zhejiang past 1 trillion yuan")
def wenzhou_third(evidence: Evidence) -> Finding:
    return order(evidence, 9, "Wenzhou")


@claim(9, "What is said of Wenzhou's GDP agrees")
def wenzhou_level(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP", "Wenzhou", "trillion yuan")


@claim(9, "Wenzhou's printed GDP lies above 1 trillion yuan")
def wenzhou_mark(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", region="Wenzhou", relation="exact", unit="trillion yuan")
    computed = f"{said['printed'].iloc[0]} against {CLUB_MARK}"
    return settle(said["value"].iloc[0] > CLUB_MARK, computed, figures=said)


@claim(12, "Shanghai was the first city past 1 trillion yuan")
def shanghai_first(evidence: Evidence) -> Finding:
    return order(evidence, 12, "Shanghai")


@claim(12, "Shanghai's GDP first exceeded 1 trillion yuan in 2006")
def shanghai_year(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", paragraph=12, region="Shanghai")
    past = evidence.past(CLUB_MARK, "Shanghai")
    computed = f"{past['printed'].iloc[0]} in {past['year'].iloc[0]} by milestones.csv"
    same = str(past["year"].iloc[0]) == said["period"].iloc[0]
    return settle(same, computed, figures=said, milestones=past)


@claim(12, "The club has 4 municipalities")
def municipalities(evidence: Evidence) -> Finding:
    return count(evidence, 12, "China", "municipality")


@claim(12, "The club has 11 provincial capitals")
def capitals(evidence: Evidence) -> Finding:
    return count(evidence, 12, "China", "provincial capital")


@claim(12, "The club has 14 other cities")
def others(evidence: Evidence) -> Finding:
    return count(evidence, 12, "China", "other city")


@claim(12, "The three parts of the club add up to the total")
def parts(evidence: Evidence) -> Finding:
    said = evidence.said("cities past the mark", region="China")
    whole, part = said[said["scope"] == ""], said[said["scope"] != ""]
    total = part["value"].sum()
    computed = f"{' + '.join(part['printed'])} = {total:g}, total {', '.join(whole['printed'])}"
    if whole.empty or part.empty:
        return Finding(UNKNOWN, computed, "the counts", said)
    return settle((whole["value"] == total).all(), computed, figures=said)


@claim(12, "The club grew steadily, with new cities every year")
def steadily(evidence: Evidence) -> Finding:
    past = evidence.past(CLUB_MARK)
    years = range(past["year"].min(), evidence.year + 1)
    joined = past["year"].value_counts().reindex(years, fill_value=0)
    idle = ", ".join(str(year) for year in joined.index[joined == 0])
    computed = f"none in {idle or 'no year'}; at most {joined.max()}, in {joined.idxmax()}"
    return settle(not idle, computed, milestones=past)


@claim(12, "The club reaches from the coast to the west")
def coast_to_west(evidence: Evidence) -> Finding:
    past = evidence.past(CLUB_MARK)
    west = past[past["area"] == "Western China"]
    coast = past[past["area"].isin(["Yangtze River Delta", "Guangdong", "Shandong", "Fujian"])]
    computed = f"{len(coast)} cities in areas on the coast, {len(west)} in the west"
    return settle(not west.empty and not coast.empty, computed, milestones=pd.concat([coast, west]))


@claim(13, "Ten cities of the club lie in the Yangtze River Delta")
def delta(evidence: Evidence) -> Finding:
    return count(evidence, 13, "Yangtze River Delta", "")


unsettled(13, "The delta is among the most dynamic regions", VAGUE, "what counts as dynamic")


@claim(14, "Beijing's GDP exceeds 5 trillion yuan")
def beijing_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Beijing", 5)


@claim(14, "Beijing passed 5 trillion yuan for the first time")
def beijing_first_time(evidence: Evidence) -> Finding:
    return first_time(evidence, 14, "Beijing")


unsettled(
    15, "Three industries drive much of Shanghai's growth", CAUSE, "their parts of that growth"
)


@claim(17, "Shandong is the third province past 10 trillion yuan")
def shandong_third(evidence: Evidence) -> Finding:
    return order(evidence, 17, "Shandong")


@claim(17, "Shandong's GDP exceeds 10 trillion yuan")
def shandong_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Shandong", 10)


@claim(17, "Guangdong's GDP exceeds 10 trillion yuan")
def guangdong_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Guangdong", 10)


@claim(17, "Jiangsu's GDP exceeds 10 trillion yuan")
def jiangsu_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Jiangsu", 10)


@claim(17, "What is said of Shandong's growth agrees")
def shandong_rate(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP growth", "Shandong", "percent")


unsettled(20, "Anhui's growth was solid", VAGUE, "what counts as solid")


@claim(21, "Anhui ranks first in making new energy vehicles")
def anhui_rank(evidence: Evidence) -> Finding:
    said = evidence.said("production rank", region="Anhui")
    computed = f"rank {said['printed'].iloc[0]} by the article, without the field"
    return Finding(UNKNOWN, computed, "the units made in every province", said)


@claim(21, "Anhui's exports of the new trio stand out")
def bright_spot(evidence: Evidence) -> Finding:
    said = evidence.said("export growth", region="Anhui")
    computed = f"{said['printed'].iloc[0]} percent, and nothing to set it against"
    return Finding(UNKNOWN, computed, "the growth of Anhui's other exports", said)


@claim(22, "Hefei's average growth over five years is as printed")
def hefei_average(evidence: Evidence) -> Finding:
    said = evidence.said("average annual growth", region="Hefei")
    computed = f"{said['printed'].iloc[0]} percent a year by the article"
    return Finding(UNKNOWN, computed, "the rate of each year", said)


@claim(22, "Emerging industries' share of Hefei's output is as printed")
def hefei_share(evidence: Evidence) -> Finding:
    said = evidence.said("share of industrial output", region="Hefei")
    computed = f"{said['printed'].iloc[0]} percent by the article, which gives no year"
    return Finding(UNKNOWN, computed, "output by industry, and the year", said)


@claim(27, "Most major provincial economies outgrew the nation")
def most(evidence: Evidence) -> Finding:
    """Count under every reading of a group that the article does not define.

    The group may be the regions that it then lists, all with a rate, all with any figure, or
    all with a GDP level; each with or without the municipalities, which rank with provinces.
    """
    ranked = evidence.regions[evidence.regions["level"].isin(["province", "municipality"])]
    levels = dict(zip(ranked["region"], ranked["level"], strict=True))
    said = evidence.said("GDP growth", region=list(levels))
    exact_first = said.sort_values("relation", key=lambda r: r != "exact", kind="stable")
    rates = exact_first.drop_duplicates("region")
    answers = against_nation(evidence, rates)
    readings = {
        "listed there": said.loc[said["paragraph"].isin([28, 29]), "region"],
        "with a rate": said["region"],
        "with a figure": evidence.figures["region"],
        "with a level": evidence.figures.loc[evidence.figures["indicator"] == "GDP", "region"],
    }
    found, results = [], set()
    for reading, names in readings.items():
        shares = []
        for kinds in (["province", "municipality"], ["province"]):
            group = {name for name in names if levels.get(name) in kinds}
            surely = sum(answers.get(name) == "above" for name in group)
            perhaps = sum(answers.get(name, "not known") == "not known" for name in group)
            shares.append(f"{surely} of {len(group)}")
            sure, possible = surely * 2 > len(group), (surely + perhaps) * 2 > len(group)
            results.add("yes" if sure else "open" if possible else "no")
        found.append(f"{reading} {', '.join(shares)}")
    computed = f"surely faster, with and without municipalities: {'; '.join(found)}"
    if results == {"yes"}:
        return Finding(EVERY_READING, computed, "", rates)
    if results == {"no"}:
        return Finding(FAILS, computed, "", rates)
    return Finding(UNKNOWN, computed, "which economies are meant, and all their rates", rates)


@claim(27, "Major provincial economies outgrew the nation in 2024, too")
def continued(evidence: Evidence) -> Finding:
    before = str(evidence.year - 1)
    rates = (evidence.figures["period"] == before) & (evidence.figures["indicator"] == "GDP growth")
    return Finding(UNKNOWN, f"{rates.sum()} rates of {before}", f"the growth rates of {before}")


unsettled(27, "Major provinces propelled the nation's growth", CAUSE, "the weight of each province")


@claim(28, "Shanghai and Beijing grew equally")
def equally(evidence: Evidence) -> Finding:
    said = evidence.said("GDP growth", paragraph=28, region=["Shanghai", "Beijing"])
    rates = map(in_words, said["relation"], said["printed"])
    computed = ", ".join(f"{name} {rate}" for name, rate in zip(said["region"], rates, strict=True))
    if len(said) < 2 or set(said["relation"]) != {"exact"}:
        return Finding(UNKNOWN, computed, "exact rates of both", said)
    return settle(said["value"].nunique() == 1, computed, figures=said)


@claim(28, "Five provinces with a common bound outgrew the nation")
def five(evidence: Evidence) -> Finding:
    provinces = ["Shandong", "Zhejiang", "Sichuan", "Henan", "Hubei"]
    said = evidence.said("GDP growth", paragraph=28, region=provinces)
    answers = against_nation(evidence, said)
    computed = f"{(answers == 'above').sum()} of {len(said)} surely, whatever their exact rates"
    return judge(answers, "above", computed, "their exact rates", said)


@claim(29, "Fujian grew as fast as the nation")
def fujian(evidence: Evidence) -> Finding:
    said = evidence.said("GDP growth", paragraph=29, region="Fujian")
    nation = evidence.said("GDP growth", region="China").head(1)
    rates = map(
        in_words, [*said["relation"], *nation["relation"]], [*said["printed"], *nation["printed"]]
    )
    computed = "Fujian {}, China {}".format(*rates)
    answers = against_nation(evidence, said)
    return judge(answers, "equal", computed, "exact rates of both", pd.concat([said, nation]))


@claim(29, "Fujian's GDP exceeds 6 trillion yuan")
def fujian_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Fujian", 6)


@claim(29, "Fujian passed 6 trillion yuan for the first time")
def fujian_first_time(evidence: Evidence) -> Finding:
    return first_time(evidence, 29, "Fujian")
