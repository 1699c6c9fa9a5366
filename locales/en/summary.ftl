# English: the month's summary. How it is written is told at the head of base.ftl.

