"""The claims of Xinhua's article of 28 January 2026 about 2025, each a small function.

What a function tests is said by the words with which it is entered into the ledger.
"""

from collections.abc import Callable

import pandas as pd

from gdp.article_claims import EVERY_READING, FAILS, HOLDS, UNKNOWN, Claim, Evidence, Finding
from gdp.load import compare, in_words

SECTIONS = {1: "Opening", 5: "Cities", 16: "Provinces", 26: "Growth"}  # by first paragraph
CLAIMS: list[Claim] = []
BOUNDS = ["more than", "at least"]

Test = Callable[[Evidence], Finding]


def claim(paragraph: int, words: str) -> Callable[[Test], Test]:
    """Enter a function into the ledger as the test of a claim."""

    def enter(test: Test) -> Test:
        CLAIMS.append(Claim(paragraph, words, test))
        return test

    return enter


def settle(holds: bool, computed: str, **rows: pd.DataFrame) -> Finding:
    """Say that a claim holds or fails."""
    return Finding(HOLDS if holds else FAILS, computed, **rows)


def count(evidence: Evidence, paragraph: int, region: str, scope: str) -> Finding:
    """Compare a member count of the article with the cities of `milestones`."""
    said = evidence.said("cities past the mark", paragraph=paragraph, region=region, scope=scope)
    past = evidence.past(said["mark"].iloc[0])
    past = past[past["level"].isin(["city", "municipality"])]
    if scope:
        past = past[past["standing"] == scope]
    if region != "China":
        past = past[past["area"] == region]
    computed = f"{len(past)} in milestones.csv, {said['printed'].iloc[0]} in the article"
    return settle(len(past) == said["value"].iloc[0], computed, figures=said, milestones=past)


def order(evidence: Evidence, paragraph: int, region: str) -> Finding:
    """Compare an order of passing with the years of all regions of the kind within the scope."""
    said = evidence.said("order of passing", paragraph=paragraph, region=region)
    row = said.iloc[0]
    past = evidence.past(row["mark"])
    own = past[past["region"] == region]
    if own.empty:
        raise LookupError(f"no milestone of {region}")
    kind = ["province"] if own["level"].iloc[0] == "province" else ["city", "municipality"]
    within = (past["province"] == row["scope"]) | (past["area"] == row["scope"])
    peers = past[past["level"].isin(kind) & (within | (row["scope"] == "China"))]
    before = peers[peers["year"] < own["year"].iloc[0]]
    tied = (peers["year"] == own["year"].iloc[0]).sum() - 1
    years = ", ".join(f"{peer.region} {peer.year}" for peer in peers.itertuples())
    if tied and len(before) < row["value"] <= len(before) + 1 + tied:
        needed = "the order within the year"
        return Finding(UNKNOWN, f"passed it: {years}", needed, said, peers)
    shown = pd.concat([before, own])
    years = ", ".join(f"{peer.region} {peer.year}" for peer in shown.itertuples())
    holds = len(before) + 1 == row["value"] and not tied
    return settle(holds, f"passed it: {years}", figures=said, milestones=shown)


def first_time(evidence: Evidence, paragraph: int, region: str) -> Finding:
    """Say what is missing for a claim that a mark was passed for the first time."""
    said = evidence.said("occasion of passing", paragraph=paragraph, region=region)
    needed = f"the region's GDP in {evidence.year - 1} and the years before"
    return Finding(
        UNKNOWN, "no earlier level in the tables but the article's own word", needed, said
    )


def agree(evidence: Evidence, indicator: str, region: str, unit: str, **cells: object) -> Finding:
    """Check that all statements of one thing can be true together."""
    said = evidence.said(indicator, region=region, unit=unit, **cells)
    exact = said.loc[said["relation"] == "exact", "value"]
    lowest = exact.min() if len(exact) else float("inf")
    clash = exact.nunique() > 1 or any(
        row.value > lowest or (row.relation == "more than" and row.value == lowest)
        for row in said[said["relation"].isin(BOUNDS)].itertuples()
    )
    words = [in_words(row.relation, row.printed) for row in said.itertuples()]
    computed = "said: " + ", ".join(words)
    if len(said) < 2:
        return Finding(UNKNOWN, computed, "a second statement", said)
    return settle(not clash, computed, figures=said)


def against_nation(evidence: Evidence, said: pd.DataFrame) -> pd.Series:
    """Compare growth rates with the national one, bounds as bounds."""
    nation = evidence.said("GDP growth", region="China", paragraph=2).iloc[0]
    return pd.Series(
        [
            compare(r.relation, r.value, nation["relation"], nation["value"])
            for r in said.itertuples()
        ],
        index=said["region"],
    )


def unsettled(paragraph: int, words: str, computed: str, needed: str) -> None:
    """Enter a claim for which these data hold nothing to compute with."""
    CLAIMS.append(Claim(paragraph, words, lambda evidence: Finding(UNKNOWN, computed, needed)))


CAUSE = "causes are not figures"


@claim(1, "Further cities and provinces passed marks in the year")
def further(evidence: Evidence) -> Finding:
    new = evidence.milestones[evidence.milestones["year"] == evidence.year]
    kinds = new["mark"].eq(1)
    computed = f"{kinds.sum()} cities and {(~kinds).sum()} provinces or municipalities"
    return settle(kinds.any() and not kinds.all(), computed, milestones=new)


@claim(2, "The national growth rate is the same wherever it stands")
def growth_of_china(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP growth", "China", "percent")


@claim(2, "The dollar figure is that of the yuan figure")
def dollars(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", region="China", paragraph=2)
    yuan = said[said["unit"] == "trillion yuan"].iloc[0]
    dollar = said[said["unit"] == "trillion US dollars"].iloc[0]
    rate = in_words(yuan["relation"], f"{yuan['value'] / dollar['value']:.2g}")
    computed = f"{rate} yuan to a dollar by the printed numbers, a bound over a rounded number"
    return Finding(UNKNOWN, computed, "the exchange rate and exact figures", said)


@claim(2, "Two cities are new in the year: Wenzhou and Dalian")
def newcomers(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", paragraph=2, relation="at least")
    past = evidence.past(1)
    new = past[past["year"] == evidence.year]
    computed = f"new in milestones.csv: {', '.join(sorted(new['region']))}"
    return settle(set(new["region"]) == set(said["region"]), computed, figures=said, milestones=new)


@claim(2, "The club has 29 cities")
def total(evidence: Evidence) -> Finding:
    return count(evidence, 2, "China", "")


@claim(2, "Without the newcomers it had 27")
def before(evidence: Evidence) -> Finding:
    said = evidence.said("cities past the mark", paragraph=2)
    new = evidence.said("GDP", paragraph=2, relation="at least")
    old = evidence.past(1)
    old = old[old["year"] < evidence.year]
    left = said["value"].iloc[0] - new["region"].nunique()
    rows = pd.concat([said, new])
    computed = f"{left:g} left by the article's count, {len(old)} in milestones.csv"
    return settle(len(old) == left, computed, figures=rows, milestones=old)


@claim(4, "Several major provincial economies reached marks")
def several(evidence: Evidence) -> Finding:
    past = evidence.milestones[evidence.milestones["year"] == evidence.year]
    past = past[past["mark"] > 1]
    computed = f"{len(past)} regions, {past['level'].eq('province').sum()} of them provinces"
    needed = "what counts as several, and as a major provincial economy"
    return Finding(UNKNOWN, computed, needed, milestones=past)


@claim(6, "Dalian is the first city of the northeast past 1 trillion yuan")
def dalian_first(evidence: Evidence) -> Finding:
    return order(evidence, 6, "Dalian")


@claim(6, "Dalian's level is given alike each time")
def dalian_level(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP", "Dalian", "trillion yuan")


@claim(6, "Dalian's GDP exceeds the mark")
def dalian_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Dalian", 1)


def exceeds(evidence: Evidence, region: str, mark: float) -> Finding:
    """Compare the first-published level in `milestones` with a mark that the article names."""
    said = evidence.said("GDP", region=region, unit="trillion yuan", value=mark)
    past = evidence.past(mark)
    past = past[past["region"] == region]
    if past.empty or past["value"].isna().any():
        return Finding(UNKNOWN, "no level in milestones.csv", "the level", said, past)
    row = past.iloc[0]
    level = in_words(row["relation"], row["printed"])
    answer = compare(row["relation"], row["value"], "exact", mark)
    computed = f"{level} in {row['year']} by milestones.csv"
    if answer == "not known":
        return Finding(UNKNOWN, computed, "the level", said, past)
    if row["relation"] != "exact" and answer == "above":
        return Finding(EVERY_READING, computed, "", said, past)
    return settle(answer == "above", computed, figures=said, milestones=past)


@claim(8, "No city of the northeast had been past the mark before")
def northeast_new(evidence: Evidence) -> Finding:
    said = evidence.said("occasion of passing", paragraph=8)
    past = evidence.past(1)
    earlier = past[(past["area"] == said["region"].iloc[0]) & (past["year"] < evidence.year)]
    computed = f"{len(earlier)} earlier cities of the area in milestones.csv"
    return settle(
        earlier.empty,
        computed,
        figures=said,
        milestones=past[past["area"] == said["region"].iloc[0]],
    )


@claim(9, "Wenzhou is the third city of Zhejiang in the club")
def wenzhou_third(evidence: Evidence) -> Finding:
    return order(evidence, 9, "Wenzhou")


@claim(9, "Wenzhou's level is given alike each time")
def wenzhou_level(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP", "Wenzhou", "trillion yuan")


@claim(9, "Wenzhou's printed level lies above the mark")
def wenzhou_mark(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", region="Wenzhou", relation="exact", unit="trillion yuan")
    return settle(said["value"].iloc[0] > 1, f"{said['printed'].iloc[0]} against 1", figures=said)


@claim(9, "Wenzhou's printed level is the bureau's, rounded")
def wenzhou_rounded(evidence: Evidence) -> Finding:
    said = evidence.said("GDP", region="Wenzhou", relation="exact", unit="trillion yuan")
    past = evidence.past(1)
    past = past[past["region"] == "Wenzhou"]
    printed = said["printed"].iloc[0]
    digits = len(printed.partition(".")[2])
    level = past["value"].iloc[0]
    computed = f"{past['printed'].iloc[0]} in milestones.csv, {printed} in the article"
    return settle(
        round(level, digits) == said["value"].iloc[0], computed, figures=said, milestones=past
    )


@claim(12, "Shanghai was the first city past 1 trillion yuan")
def shanghai_first(evidence: Evidence) -> Finding:
    return order(evidence, 12, "Shanghai")


@claim(12, "Shanghai passed it in 2006")
def shanghai_year(evidence: Evidence) -> Finding:
    said = evidence.said("order of passing", paragraph=12, region="Shanghai")
    past = evidence.past(said["mark"].iloc[0])
    past = past[past["region"] == "Shanghai"]
    computed = f"{past['year'].iloc[0]} in milestones.csv"
    return settle(
        str(past["year"].iloc[0]) == said["period"].iloc[0], computed, figures=said, milestones=past
    )


@claim(12, "The club has 4 municipalities")
def municipalities(evidence: Evidence) -> Finding:
    return count(evidence, 12, "China", "municipality")


@claim(12, "The club has 11 provincial capitals")
def capitals(evidence: Evidence) -> Finding:
    return count(evidence, 12, "China", "provincial capital")


@claim(12, "The club has 14 other cities")
def others(evidence: Evidence) -> Finding:
    return count(evidence, 12, "China", "other city")


@claim(12, "The three parts add up to the total")
def parts(evidence: Evidence) -> Finding:
    said = evidence.said("cities past the mark", region="China")
    parts, whole = said[said["scope"] != ""], said[said["scope"] == ""]
    total = parts["value"].sum()
    computed = (
        f"{' + '.join(parts['printed'])} = {total:g}, the total is {whole['printed'].iloc[0]}"
    )
    return settle(total == whole["value"].iloc[0], computed, figures=said)


@claim(12, "The club grew steadily: somebody joined every year")
def steadily(evidence: Evidence) -> Finding:
    past = evidence.past(1)
    years = range(past["year"].min(), evidence.year + 1)
    joined = past["year"].value_counts().reindex(years, fill_value=0)
    idle = ", ".join(str(year) for year in joined.index[joined == 0])
    most = joined.idxmax()
    computed = f"nobody in {idle or 'no year'}; at most {joined.max()}, in {most}"
    return settle(not idle, computed, milestones=past)


@claim(12, "The club reaches from the coast to the west")
def coast_to_west(evidence: Evidence) -> Finding:
    past = evidence.past(1)
    west = past[past["area"] == "Western China"]
    coast = past[past["area"].isin(["Yangtze River Delta", "Guangdong", "Shandong", "Fujian"])]
    computed = f"{len(coast)} cities in areas on the coast, {len(west)} in the west"
    return settle(not west.empty and not coast.empty, computed, milestones=pd.concat([coast, west]))


@claim(13, "Ten of its cities lie in the Yangtze River Delta")
def delta(evidence: Evidence) -> Finding:
    return count(evidence, 13, "Yangtze River Delta", "")


@claim(13, "The delta is Shanghai, Jiangsu, Zhejiang and Anhui")
def delta_parts(evidence: Evidence) -> Finding:
    past = evidence.milestones
    inside = past[past["area"] == "Yangtze River Delta"]
    found = sorted(set(inside["province"]))
    holds = found == ["Anhui", "Jiangsu", "Shanghai", "Zhejiang"]
    return settle(holds, f"its regions lie in {', '.join(found)}", milestones=inside)


@claim(14, "Beijing passed 5 trillion yuan for the first time")
def beijing_first_time(evidence: Evidence) -> Finding:
    return first_time(evidence, 14, "Beijing")


@claim(17, "Shandong is the third province past 10 trillion yuan")
def shandong_third(evidence: Evidence) -> Finding:
    return order(evidence, 17, "Shandong")


@claim(17, "Shandong's GDP exceeds that mark")
def shandong_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Shandong", 10)


@claim(17, "Guangdong's GDP exceeds it too")
def guangdong_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Guangdong", 10)


@claim(17, "Jiangsu's GDP exceeds it too")
def jiangsu_mark(evidence: Evidence) -> Finding:
    return exceeds(evidence, "Jiangsu", 10)


@claim(17, "Shandong's own rate fits the bound said of five provinces")
def shandong_rate(evidence: Evidence) -> Finding:
    return agree(evidence, "GDP growth", "Shandong", "percent")


@claim(27, "Most major provincial economies outgrew the nation")
def most(evidence: Evidence) -> Finding:
    """Count under every reading of a group that the article does not define.

    The group may be the regions that it then lists, all with a rate, or all with any figure;
    each with or without the municipalities, which rank with the provinces.
    """
    ranked = evidence.regions[evidence.regions["level"].isin(["province", "municipality"])]
    levels = dict(zip(ranked["region"], ranked["level"], strict=True))
    said = evidence.said("GDP growth", region=list(levels))
    rates = said.sort_values("relation", key=lambda r: r != "exact").drop_duplicates("region")
    answers = against_nation(evidence, rates)
    groups = {
        "listed": set(said.loc[said["paragraph"].isin([28, 29]), "region"]),
        "with a rate": set(said["region"]),
        "with a figure": set(evidence.figures["region"]) & set(levels),
    }
    shares, results = [], []
    for members in groups.values():
        for group in (members, {r for r in members if levels[r] == "province"}):
            surely = sum(answers.get(region) == "above" for region in group)
            perhaps = sum(answers.get(region, "not known") == "not known" for region in group)
            shares.append(f"{surely} of {len(group)}")
            results.append(
                "yes"
                if surely * 2 > len(group)
                else "no"
                if (surely + perhaps) * 2 <= len(group)
                else "open"
            )
    computed = "surely faster: " + ", ".join(shares)
    if set(results) == {"yes"}:
        return Finding(EVERY_READING, computed, "", rates)
    if set(results) == {"no"}:
        return Finding(FAILS, computed, "", rates)
    return Finding(UNKNOWN, computed, "which economies are meant, and all their rates", rates)


@claim(28, "Shanghai and Beijing grew equally")
def equally(evidence: Evidence) -> Finding:
    said = evidence.said("GDP growth", region=["Shanghai", "Beijing"])
    words = [f"{row.region} {in_words(row.relation, row.printed)}" for row in said.itertuples()]
    if set(said["relation"]) != {"exact"}:
        return Finding(UNKNOWN, ", ".join(words), "exact rates", said)
    return settle(said["value"].nunique() == 1, ", ".join(words), figures=said)


@claim(28, "Five provinces with a common bound outgrew the nation")
def five(evidence: Evidence) -> Finding:
    said = evidence.said("GDP growth", paragraph=28, relation=BOUNDS)
    answers = against_nation(evidence, said)
    computed = f"{(answers == 'above').sum()} of {len(said)} surely, whatever their exact rates"
    if (answers == "above").all() and len(said) == 5:
        return Finding(EVERY_READING, computed, "", said)
    return Finding(UNKNOWN, computed, "their exact rates", said)


@claim(29, "Fujian grew as fast as the nation")
def fujian(evidence: Evidence) -> Finding:
    said = evidence.said("GDP growth", paragraph=29, region=["Fujian", "China"])
    answer = against_nation(evidence, said)["Fujian"]
    computed = ", ".join(
        f"{row.region} {in_words(row.relation, row.printed)}" for row in said.itertuples()
    )
    if answer == "not known":
        return Finding(UNKNOWN, computed, "exact rates", said)
    return settle(answer == "equal", computed, figures=said)


@claim(29, "Fujian passed 6 trillion yuan for the first time")
def fujian_first_time(evidence: Evidence) -> Finding:
    return first_time(evidence, 29, "Fujian")


@claim(21, "Anhui made more new energy vehicles than any other province")
def anhui_rank(evidence: Evidence) -> Finding:
    said = evidence.said("production rank", region="Anhui")
    return Finding(UNKNOWN, "a rank without the field", "the units made in every province", said)


@claim(21, "Anhui's exports of the new trio stand out")
def bright_spot(evidence: Evidence) -> Finding:
    said = evidence.said("export growth", region="Anhui")
    computed = f"{said['printed'].iloc[0]} percent; nothing to set it against"
    return Finding(UNKNOWN, computed, "the growth of Anhui's other exports", said)


@claim(22, "Hefei grew by its average over five years")
def hefei_average(evidence: Evidence) -> Finding:
    said = evidence.said("average annual growth", region="Hefei")
    return Finding(
        UNKNOWN, f"{said['printed'].iloc[0]} percent a year", "the rate of each year", said
    )


@claim(22, "Most of Hefei's industrial output is of emerging industries")
def hefei_share(evidence: Evidence) -> Finding:
    said = evidence.said("share of industrial output", region="Hefei")
    computed = f"{said['printed'].iloc[0]} percent by the article, which gives no year"
    return Finding(UNKNOWN, computed, "output by industry, and the year", said)


@claim(27, "They had outgrown it the year before, too")
def continued(evidence: Evidence) -> Finding:
    before = str(evidence.year - 1)
    rates = (evidence.figures["period"] == before) & (evidence.figures["indicator"] == "GDP growth")
    return Finding(UNKNOWN, f"{rates.sum()} rates of {before}", f"the growth rates of {before}")


unsettled(2, "Innovation and revitalization carried the two newcomers", CAUSE, "growth by industry")
unsettled(
    7, "Old and new industries drove Dalian's growth", CAUSE, "their parts of Dalian's growth"
)
unsettled(15, "Three industries are major drivers of Shanghai's growth", CAUSE, "their parts of it")
unsettled(20, "Anhui's growth was solid", "a word without a measure", "what counts as solid")
unsettled(
    27,
    "The major provinces propelled the nation's growth",
    CAUSE,
    "levels and weights of all provinces",
)
