# English: the pages of plans. How to write here: see the head of base.ftl.
