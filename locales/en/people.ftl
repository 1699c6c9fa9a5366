# English: people, posts and one's own data. How to write here: see the head of base.ftl.
