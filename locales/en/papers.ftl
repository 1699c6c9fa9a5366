# English: printed papers. How to write here: see the head of base.ftl.
