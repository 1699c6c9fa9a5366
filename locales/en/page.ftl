# English: words all pages share. How to write here: see the head of base.ftl.

page-sign-out = Sign out
page-skip = Skip to the page
page-language = Language
bar-standing = Standing
bar-ledger = Ledger
bar-plan = Plan
bar-reminders = Reminders
bar-returns = Returns
bar-bulletins = Bulletins
bar-enter = Fill in
bar-organisations = { -organisation(form: "many") }
bar-people = People
bar-imports = Import
bar-accounts = Accounts
bar-history = History
bar-branch = My { -branch }
bar-members = Slips for { -member(form: "many") }
bar-me = Mine

trouble-not-found = There is no such page
    .instead = The address may be mistyped, or the page is not yours to see. Start again from the menu above.
trouble-form-strange = Not sent
    .instead = This form did not come from a page of this site, or the page was open for too long. Go back, reload it and send it again.
trouble-form-broken = Not sent
    .instead = The line broke half-way; nothing was kept. Go back and send it again.
trouble-form-too-large = The file is too large
    .instead = At most { $most } MB go at once. Make the photos smaller, or send them one by one.
trouble-refused = Not done
trouble-busy = One moment
trouble-ours = Something broke on our side
    .instead = It is not your fault; what you sent may not have been kept. Try again in a while; if it goes on, tell the administrator the number below.
trouble-incident = Number: { $number }
trouble-back = Back to the start
