"""One ledger of claims for each article: a module named like the article's key in sources.csv."""
