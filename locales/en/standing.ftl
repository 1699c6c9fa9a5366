# English: standing, forecast and the pages of an organisation. How to write here: see the head of base.ftl.
standing-title = Standing
