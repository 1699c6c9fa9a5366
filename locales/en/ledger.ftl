# English: the ledger and the page of one lecture. How to write here: see the head of base.ftl.

ledger-title = Ledger of { -lecture(form: "many") }
ledger-any = any
ledger-any-period = any period
ledger-yes = yes
ledger-no = no
ledger-from = From
ledger-until = Until
ledger-text = Title, speaker, venue
ledger-filter = Filter
ledger-clear = Clear all
ledger-more = More filters
ledger-counted-for = Counted for
ledger-came = How it came in
ledger-sort = Order
ledger-sort-up = by { $column }, upwards
ledger-sort-down = by { $column }, downwards
ledger-on = Only
ledger-take-away = Take this filter away
ledger-none-of-name = Nothing found for “{ $name }”; what follows is not filtered by { -organisation }. Write it another way, or only a part of it.
ledger-several-of-name = “{ $name }” fits several; what follows is not filtered by { -organisation } yet. Choose one:

ledger-head-number = No.
ledger-head-on = Date
ledger-head-organisation = Organisation
ledger-head-title = Title
ledger-head-kind = Kind
ledger-head-form = Form
ledger-head-speaker = Speaker
ledger-head-speaker-class = Class
ledger-head-venue = Venue
ledger-head-expected = Expected
ledger-head-present = Present
ledger-head-state = State
ledger-head-other-speakers = Other speakers

ledger-state-planned = planned
ledger-state-delivered = late, to be agreed
ledger-state-recorded = recorded
ledger-state-verified = verified
ledger-state-sent-back = sent back
ledger-state-cancelled = cancelled

ledger-came-ledger = imported ledger
ledger-came-branch = own record
ledger-came-on-behalf = on behalf
ledger-came-backfilled = backfilled
ledger-came-demo = demonstration

ledger-chip-from = from { $on }
ledger-chip-until = until { $on }
ledger-chip-counted = counted for { $duty }
ledger-chip-joint = Joint
ledger-chip-not-joint = not joint
ledger-chip-themed = Themed
ledger-chip-not-themed = not themed
ledger-chip-turnout = in “Present of expected”
ledger-chip-no-turnout = not in “Present of expected”
ledger-chip-text = with “{ $text }”

ledger-sum-lectures = Records
ledger-sum-sessions = Sessions
ledger-sum-micro = Micro
ledger-sum-rate = Present of expected
ledger-left-out = { $count ->
    [one] One more does not count, or lacks one of the two numbers, and is
   *[other] { $count } more do not count, or lack one of the two numbers, and are
} not in these three figures
ledger-waiting = To be verified
ledger-export = Export
ledger-empty = No record fits. Take some filters away.
ledger-tick = Tick
ledger-verify-ticked = Verify the ticked ones
ledger-verify-shown = { $lectures ->
    [one] Verify the one on this page
   *[other] Verify all { $lectures } on this page
}
ledger-verify-hint = One by one: what cannot be done is told with its reason and does not keep back the others.
ledger-verified = { $lectures ->
    [0] Nothing was ticked, so nothing was done.
    [one] One record verified.
   *[other] { $lectures } records verified.
}
ledger-not-verified = Not verified
ledger-outcomes = What became of them
ledger-back = Back to the ledger
ledger-pages = Pages
ledger-page = Page { $page } of { $pages }
ledger-previous = Previous
ledger-next = Next

ledger-sheet-name = Ledger
ledger-sheet-title = { $organisation }: ledger
ledger-sheet-note = As of { $on }, { $lectures ->
    [one] one record
   *[other] { $lectures } records
}
ledger-sheet-foot = Page { $page } of { $pages }

refusal-no-lecture = There is no such { -lecture }.
    .instead = Open it from the ledger again.
refusal-too-many-rows = More rows than one sheet can hold.
    .instead = Add filters and export in several parts.

refusal-unknown-question = There is no question “{ $name }” here.
    .instead = Ask as /openapi.json says.
refusal-missing-question = “{ $name }” is missing.
    .instead = Add it.
refusal-unreadable-question = “{ $name }” does not read.
    .instead = Write it as /openapi.json says.

lecture-page-record = Record
lecture-page-correct = Mend
lecture-page-hosts = Held by
lecture-page-when = When
lecture-page-heads = Head count
lecture-page-expected = { $count } expected
lecture-page-present = { $count } present
lecture-page-speaker = { $name } ({ $class })
lecture-page-parts = Parts
lecture-page-part-talk = talk, { $minutes } min
lecture-page-part-site = on site, { $minutes } min
lecture-page-part-practice = practice, { $minutes } min
lecture-page-part-fell-out = { " " }(fell out)
lecture-page-makes-up = Makes up
lecture-page-note = Note
lecture-page-duties = What it counted for
lecture-page-no-duties = No duty has to do with it.
lecture-page-counted = ✓ counted
lecture-page-not-counted = – not counted
lecture-page-history = How it came in, and changes
lecture-page-origin = Came in as:{ " " }
lecture-page-times = Held on { $held }, as the record says; the record was received on { $received }.
lecture-page-entry = entry { $number } of the history
lecture-page-reason = Reason: { $reason }
lecture-page-deeds = What to do
lecture-page-own-record = You handed this record in yourself; another person must verify it.
lecture-page-verify = Verify
lecture-page-verify-hint = The record was looked at and is in order.
lecture-page-send-back = Send back
lecture-page-what-to-mend = What is to be mended (whoever filled it in is told)
lecture-page-mend-by = To be mended by
lecture-page-mend-hint = Until then it still counts; unmended after that, it does not count for now.
lecture-page-no-date = No day to mend it by. Choose today or a later day.
lecture-page-cancel = It did not take place
lecture-page-cancel-hint = The record stays and counts for nothing.
lecture-page-why-cancelled = Why it did not take place
lecture-page-materials = Materials
lecture-page-no-materials = Nothing attached. It counts all the same.
lecture-page-script-attached = Script: attached
lecture-page-script-outline = Script: an outline only
lecture-page-script-from-notes = Script: spoken from notes
lecture-page-script-none = Script: none
lecture-page-material-script = script
lecture-page-material-photo = photo
lecture-page-material-sign-in = sign-in sheet
lecture-page-size = { $kilobytes } KB
lecture-page-attendance = Who was there
lecture-page-signed-in = { $count ->
    [0] Nobody signed in by name.
    [one] One person signed in.
   *[other] { $count } people signed in.
}
lecture-page-names = Names
lecture-page-unnamed = { $count ->
    [one] One more is not yours to see by name.
   *[other] { $count } more are not yours to see by name.
}
lecture-page-names-kept = (each of them can see who looked)
lecture-page-erased = (erased)
lecture-page-done-verified = Verified.
lecture-page-done-sent-back = Sent back.
lecture-page-done-agreed = Agreed; it counts from now on.
lecture-page-done-declined = Not agreed; it went back with the reason and does not count.
lecture-page-approve-late = Agree to the late record
lecture-page-approve-late-hint = Once agreed, this one counts.
lecture-page-decline-late = Do not agree
lecture-page-decline-late-hint = It goes back to whoever filled it in and does not count; mended, with a reason, it can be handed in again and counts once agreed to.
lecture-page-why-declined = Why not (whoever filled it in is told)
lecture-page-done-cancelled = Kept as not having taken place.

lecture-page-action-import-lectures = Ledger imported
lecture-page-action-record-lecture = Recorded
lecture-page-action-correct-lecture = Mended
lecture-page-action-verify-lectures = Verified
lecture-page-action-send-back-lecture = Sent back
lecture-page-action-answer-lecture = handed in again
lecture-page-action-approve-late-record = late record agreed to
lecture-page-action-decline-late-record = late record not agreed to
lecture-page-action-cancel-lecture = Marked as not having taken place

lecture-page-field-state = state
lecture-page-field-planned-on = planned for
lecture-page-field-held-on = date
lecture-page-field-began-on = began on
lecture-page-field-starts-at = began at
lecture-page-field-ends-at = ended at
lecture-page-field-title = title
lecture-page-field-kind = kind
lecture-page-field-forms = form
lecture-page-field-themed = themed
lecture-page-field-venue = venue
lecture-page-field-expected = expected
lecture-page-field-present = present
lecture-page-field-origin = origin
lecture-page-field-reason = reason
lecture-page-field-note = note
lecture-page-field-makes-up = makes up
lecture-page-field-counts-until = to be mended by
lecture-page-field-host = held by
lecture-page-field-speaker = speaker’s class (names stay out of the history)
lecture-page-field-part = part
