# English: the pages of the history. How to write here: see the head of base.ftl.
