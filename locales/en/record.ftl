# English: recording a lecture, also on behalf. How to write here: see the head of base.ftl.
