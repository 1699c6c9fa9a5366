# English: the ledger and the page of one lecture. How to write here: see the head of base.ftl.
