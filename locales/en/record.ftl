# English: recording a lecture, also on behalf. How to write here: see the head of base.ftl.

## My branch

branch-weak-signal = Works on a weak signal: kept on the phone first
branch-record = Record { -lecture(form: "a") }
branch-sent-back = A record came back
branch-sent-back-why = Why: { $reason }
branch-sent-back-until = Mended and sent by { $until } (that day included), it still counts.
branch-mend = Mend it
branch-declined = A late record was not agreed to
branch-declined-how = It does not count now. Mend it, say why and hand it in again: it counts once agreed to. Left as it is, it stays uncounted.
branch-waiting = Waiting for the office above to agree
branch-waiting-why = It is kept. It counts once they agree; nothing to fill in again.
branch-next = Planned next
branch-nothing-planned = Nothing yet. With speaker, content and time settled, recording takes less.
branch-no-day = no day yet
branch-no-topic = no title yet
branch-record-this = Held? Tap to record
branch-last = Held last
branch-nothing-yet = No records yet.
branch-ledger = Ledger
branch-plan = Plan
branch-members = { -member(form: "many") }
branch-in-person-met = You yourself: { $duty }, done ✓
branch-in-person-due = You yourself: { $duty }, done with one by { $last }.

owe-this-week = This week
owe-this-month = This month
owe-these-months = These two months
owe-this-quarter = This quarter
owe-this-half = This half-year
owe-this-year = This year
owe-met = { $period }: done
owe-excused = { $period }: exempt
owe-missing = { $period }: { $count } still to go
owe-by = Done once held and recorded by { $last }.
owe-make-up = Can be made up: held and recorded by { $last }.

## Recording

record-from-plan = Filled in from the plan:
record-not-planned = It was another one
record-when = When was it
record-today = today is { $on }
record-day = Which day
record-time = From what time
record-title = Title
record-who = Who spoke
record-speaker = { $class } { $name }
record-somebody-else = Somebody else…
record-name = Name
record-class = As what
record-kind = Kind (with a plus: forms, as many as fit)
record-other = +Other…
record-form-other = Other forms, with commas between them
record-where = Where was it
record-elsewhere = Elsewhere…
record-venue = Place, no finer than the village
record-how-many = How many came
record-by-roster = ({ $count } on the roster, filled in as expected)
record-present = Present
record-expected = Expected
record-roster = Tick who was absent (may be left)
record-roster-how = Tick only those who did not come; the rest were there. If nobody was missing, tick “All came”.
record-all-came = All came
record-script-photos = Script, photos
record-script-photos-how = (if there are any; it goes without)
record-add-script = Script
record-add-photo = Photo
record-script-attached = A script
record-script-outline = An outline only
record-script-from-notes = Spoken, not written
record-script-none = None
record-file-script = Script
record-file-photo = Photo
record-file-sign-in = Sign-in sheet
record-more = Something else to say (held together, over midnight, late)
record-together = Held together with
record-together-how = Their names, with commas between them
record-themed = It is themed (for the occasion)
record-ended-on = If it went on into the next day, the day it ended
record-sign-in = Signed in on paper: a picture of the sheet (if there is one)
record-note = Remark
record-late-reason = If it comes late, why
record-nothing-twice = Nothing is asked twice: plan, monthly summary and ledger all come from this page.
record-send = Send
record-look-below = Not sent yet. Mend what stands in red and tap “Send” again; the rest is still there.
record-files-again = Please choose photos and script once more.
record-lacks-title = Please write the title.
record-lacks-speaker = Please tap who spoke; for somebody not shown, tap “Somebody else” and write the name.
record-lacks-day = Please choose the day it was held.
record-lacks-host = Please write who held it.
record-unreadable-day = No day can be read from this. Write it like 2020-9-25.
record-unreadable-time = No time can be read from this. Write it like 15:00.
record-unreadable-heads = No number can be read from this. Write digits only.
record-sent-before = This page has been sent already.
    .instead = To change it, go back to the start and open it under “Held last”; for another one, begin afresh from there.
record-another = It really was another one
record-mend-that = Mend that one
refusal-recorded-already = One with this title is already on record for that day.
    .instead = To change it, mend that one; if it really was another, tick “It really was another one” and send again.
refusal-named-more-than-present = By the roster { $count } were there, more than the { $present } said to be present.
    .instead = Check the number present, or tick those who did not come.

file-left-too-many = No more photos than these are kept; those beyond were left out.
    .instead = To exchange one, tap “Mend” and take one out first.
file-left-too-large = One file is above 10 MB and was left out.
    .instead = Make it smaller and send it again.
file-left-too-many-dots = One photo is too large (above 40 megapixels) and was left out.
    .instead = Make it smaller on the phone, or send a screenshot of it.
file-left-other-kind = One file is none of the kinds taken, or is not what its name says, and was left out.
    .instead = Photos may be jpg, png or webp, scripts doc, docx, pdf or txt.
file-left-heic = One photo is in the iPhone's HEIC format and was left out.
    .instead = Send a screenshot of it, or choose “Most Compatible” in the camera settings.
file-left-damaged = One file is damaged and was left out.
    .instead = Choose another, or take it again.
file-left-no-picture = One file put among the photos is no photo and was left out.
    .instead = Documents belong under “Script”.

## After sending

receipt-title = Sent
receipt-waits = Kept, waiting for agreement
receipt-waits-why = So late a record counts only once the office above agrees. It is with them now; nothing to fill in again. If it is urgent, call them.
receipt-speaker = given by { $name }
receipt-present = { $count } present
receipt-on-behalf = entered for the { -branch }
receipt-number = Number { $number }
receipt-left = Something was left out; the record is not affected:
receipt-left-how = To add it later, tap “Mend”.
receipt-mend = Mend
receipt-home = Back to the start

## Mending

correct-title = Mend a record
correct-reason = Why
correct-reason-how = (one sentence; not needed for photos or a script)
correct-answer-how = (one sentence: what was mended)
correct-files = Sent already
correct-take-out = Take out
correct-issued = A bulletin already issued stays as it is; the next one prints the correction.
correct-version = This is version { $version }.
correct-send = Send

## Kept on the phone

outbox-kept = Kept on this phone, not sent yet
outbox-waiting = No signal. It is kept on this phone and goes by itself; nothing to fill in again.
outbox-sending = Sending…
outbox-sent = Everything kept on this phone has been sent
outbox-again = Try now
outbox-look = One needs a look
outbox-sign-in = This phone is signed out. Ask the level above for a new slip; what is kept on the phone stays.
outbox-sign-in-again = The sign-in has run out. Sign in again on another page; what is kept here stays.
outbox-restored = What was not finished last time is here again.
outbox-afresh = Start afresh

## Entering for others

enter-title = Fill in for others
enter-what = For { -branch(form: "many") } without network or phone. Everything entered here is marked so; the { -branch } sees it and can mend it.
enter-branch = Which { -branch }
enter-lecture = What was held
enter-on = Day
enter-speaker = Who spoke
enter-kind = Kind
enter-venue = Place
enter-owes = { $count } to go
enter-owes-waiting = { $count } to go ({ $waiting } handed in late, waiting for agreement)
enter-paste = Paste from a sheet (select rows in WPS or Excel, copy, paste here)
enter-paste-how = With headers, columns are told by them; without, in this order: { -branch }, day, title, speaker, class, kind, present, expected, place, forms, remark. Then “Send” at the foot does it all; to look first, use this button.
enter-paste-go = Put into the grid
enter-paste-empty = No table was found in what was pasted. Select rows in WPS or Excel, copy them and paste them into the box.
enter-paste-beyond = { $count ->
        [one] One row more than the 200 a paste may bring was left out. Send these, then paste it.
       *[other] { $count } rows more than the 200 a paste may bring were left out. Send these, then paste those.
    }
enter-late-reason = Why what comes late does (once for all rows; kept only where it is needed)
enter-check = Look first
enter-more = List all { -branch(form: "many") }
enter-blank-rows = Rows left blank are left alone.
enter-saved = { $count } sent, all marked as entered for the { -branch }.
enter-saved-waits = { $count } of them come so late that they count once the { -county } agrees.
enter-some-wrong = { $count } rows need mending; why stands below each. What was typed is still there.
enter-all-good = { $count } rows can all go.
enter-good = can go
enter-backfilled = can go, marked as late
enter-waits = can go, counts once the { -county } agrees
enter-no-branch = No such { -branch } here. Use a name from the list.
enter-several-branches = Several go by this name. Choose one.
enter-unknown-kind = No such kind. Choose one.
enter-unknown-class = No such class of speakers. Choose one.
enter-stands-above = The same day and title as a row above. Take the double out.
enter-line = { $branch }, { $on }, “{ $title }”
enter-late = Late records waiting for agreement
enter-late-why = Why so late
enter-late-line = { $on }, “{ $title }”
enter-approve = Agree
enter-decline = Do not agree
enter-decline-why = Why not
enter-agreed = Agreed: { $branch }, { $line }. It counts from now on.
enter-declined = Not agreed: { $branch }, { $line }. It went back and does not count; the { -branch } sees the reason.
enter-needs-township = needs the { -township }
enter-needs-county = needs the { -county }
