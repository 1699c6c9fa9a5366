# English: the pages of imports. How to write here: see the head of base.ftl.
