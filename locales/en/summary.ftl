# English: the month's summary. How it is written is told at the head of base.ftl.

summary-title = { $name }, summary of { $period }
summary-note = As of { $day }, history number { $number }
summary-head-unit = { -organisation(form: "one") }
summary-head-before = sessions last month
summary-head-change = change
summary-owing = { $duty }: owing
summary-done = { $duty }: done
summary-late = { $duty }: may be late
summary-overdue = { $duty }: overdue
summary-head-organisation = { -organisation(form: "one") }
summary-head-duty = duty and period
summary-head-standing = now
summary-late-sheet = late
summary-late-title = Late or likely to be, { $period }
summary-may-be-late = may be late
summary-told = { $sessions } sessions, of which { $themed } themed; { $coverage } { -member(form: "many") } covered, { $turnout } attending.
summary-told-more = { $count } more than last month.
summary-told-fewer = { $count } fewer than last month.
summary-told-same = As many sessions as last month.
summary-told-duty = { $duty }: { $owing } owing, { $done } done, { $late } may be late, { $overdue } overdue.
summary-written = Written to { $file }.
summary-same = same
summary-than-before = { $change } on last month
summary-turnout = { $share } attending
summary-take = Take it as Excel
summary-by-unit = By { -organisation(form: "one") }
summary-late-count = { $count } late
summary-paste = Text to paste into a chat
summary-more-late = { $count } more are in the workbook.

## The page of news

news-headline = { $name } held { $sessions } { -lecture(form: "many") } in { $period }
news-title = Page of news
news-hint = One page: figures, text, and at most { $most } photos.
news-choose = Choose photos
news-no-photos = The records of this month hold no photos; the page has text and figures only.
news-consent = Everybody on the photos agrees to be shown
news-make = Make it as Word
news-too-many-photos = A page holds at most { $most } photos.
    .instead = Leave some out and make it again.
news-consent-missing = The box “Everybody on the photos agrees to be shown” is not ticked.
    .instead = Ask them, and tick it when all agree; leave out the photo of whoever was not asked.
