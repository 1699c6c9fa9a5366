## The weekly reminder: what people read

# One thing to do; before it stands whose it is.
need-not-planned = { $duty } ({ $period }): nothing is planned yet; { $lacking ->
        [one] one is
       *[other] { $lacking } are
    } due by { $last }
need-at-risk = { $duty } ({ $period }): not held and not planned; it ends on { $last }, { $days ->
        [one] one day is
       *[other] { $days } days are
    } left
need-at-risk-today = { $duty } ({ $period }): not held, and today is the last day
need-slipped = { $duty } ({ $period }): was planned for { $planned } and is not recorded. Record it if it was held, or plan another day by { $last }
need-record-late = { $duty } ({ $period }): nothing is recorded. What was held can still be recorded until { $last }
need-make-up = { $duty } ({ $period }): was not held; it can be made up until { $last }
need-sent-back = a record was sent back and has to be mended by { $last }

# For a chat group: the same things together.
need-group-not-planned = { $duty } ({ $period }), nothing planned yet, { $lacking ->
        [one] one
       *[other] { $lacking }
    } due by { $last }: { $names }
need-group-at-risk = { $duty } ({ $period }), not held and not planned, ends on { $last }, { $days ->
        [one] one day
       *[other] { $days } days
    } left: { $names }
need-group-at-risk-today = { $duty } ({ $period }), today is the last day, not held yet: { $names }
need-group-slipped = { $duty } ({ $period }), the planned day has gone by without a record, ends on { $last }: { $names }
need-group-record-late = { $duty } ({ $period }), nothing recorded; what was held can be recorded until { $last }: { $names }
need-group-make-up = { $duty } ({ $period }), not held; can be made up until { $last }: { $names }
need-group-sent-back = Records sent back, to be mended: { $names }
need-named-on = { $name } ({ $date })

reminder-head = [{ $programme }] Reminder of { $date }
reminder-title = { $text }: { $organisation }
reminder-to = { $organisation }:
reminder-item = { $number }. { $text }.
reminder-heading-group = { $organisation }: { $count ->
        [one] one { -organisation(form: "one") } has
       *[other] { $count } { -organisation(form: "many") } have
    } something to do.
reminder-none = { $organisation }: nothing to do this week.
reminder-closing = Please record what was held and plan what was not.
reminder-escalated = Reminded for weeks without effect: { $names }.
reminder-phone = Please phone or go there: { $names }.
reminder-vacant = No { -secretary } on record, please arrange it for them: { $names }.
reminder-late-records = { $count ->
        [one] One late record waits
       *[other] { $count } late records wait
    } for you to agree.
reminder-count = { $name } { $count }
reminder-counts = { $counts }.
reminder-brief = { $name }: { $count }
reminder-short = { $organisation }: { $text }
reminder-short-more = { $organisation }: { $text }, and { $count } more
need-short-not-planned = { $duty } not planned, { $lacking } by { $last }
need-short-at-risk = { $duty } not held or planned, by { $last }
need-short-slipped = { $duty } of { $planned } not recorded
need-short-record-late = { $duty } not recorded, can be until { $last }
need-short-make-up = { $duty } not held, make up by { $last }
need-short-sent-back = a record was sent back, mend by { $last }

run-reminder = Reminder { $period }: made.
run-summary = Summary { $period }: made.
run-bulletin = Draft of the bulletin { $period }: made.
run-passed-over = Reminder { $period }: passed over, a newer one says all it would have said.
run-nothing = Nothing is due.

## The page of reminders

reminding-title = reminder
reminding-made = Made on { $at }. What stands here was said then.
reminding-not-made = It goes out on { $day } at { $at }. Until then this is what it would say.
reminding-not-kept = No reminder was made that week; this is what it would have said on { $day }.
reminding-before = the week before
reminding-after = the week after
reminding-this-week = this week
reminding-own = For your chat group
reminding-copy = Copy
reminding-copied = Copied. Paste it into the group
reminding-groups = For the groups of each { -township }
reminding-groups-how = Each { -township } finds its own text on its own page; here they are if you paste them yourself.
reminding-count = { $count }
reminding-desks = What the offices hear themselves
reminding-list = { $count ->
        [0] Nobody has anything to do
        [one] One thing to do
       *[other] { $count } things to do
    }
reminding-list-long = { $count ->
        [0] Nothing has been asked for weeks without effect
        [one] One thing asked for weeks without effect, or under no { -township }
       *[other] { $count } things asked for weeks without effect, or under no { -township }
    }
reminding-picture = As a picture
reminding-print = To phone through:
reminding-nobody = Everybody has held, planned or recorded what is owed.
reminding-messages = Short messages as a file
reminding-messages-file = short messages { $period }
reminding-vacant = no { -secretary } on record
reminding-asked = asked { $weeks ->
        [one] once before
       *[other] { $weeks } times before
    }
reminding-asked-phone = asked { $weeks ->
        [one] once before
       *[other] { $weeks } times before
    }, please phone
reminding-sent = Sent by robots and mail
reminding-sent-waiting = Not sent yet, it will be tried again ({ $said }).
reminding-sent-sending = Being sent since { $at }.
reminding-sent-sent = Sent on { $at }.
reminding-sent-in-part = Sent on { $at }, but not taken for all ({ $said }). Ask whoever runs the machine to look at the addresses in the settings.
reminding-sent-failed = Not sent ({ $said }). Ask whoever runs the machine to look at the settings.
reminding-sent-unknown = It may have arrived or not ({ $said }). Please look into the group or mailbox; if it is not there, send it once more.
reminding-send-again = Send once more
reminding-earlier = Earlier reminders
reminding-sent-count = { $count ->
        [one] one notice
       *[other] { $count } notices
    }
reminding-passed-over = passed over: the server was not running, the next one said it all

## What a branch was told

inbox-title = Reminders received
inbox-none = None yet. What is to be done now stands on your own page.
inbox-then = This is what was said then; what is to be done now stands on your own page.
inbox-back = To my page

## Notices that are due

notice-due-title = Notices to give
notice-due-how = Their day has come. Copy one into the group, or print it; it is not recorded whether you did.
notice-due-above = Tell the office above: { $days ->
        [1] tomorrow, { $date }
       *[other] { $date }
    }
notice-due-members = Tell the { -member(form: "many") }: { $days ->
        [1] tomorrow, { $date }
       *[other] { $date }
    }
notice-due-print = Print:
notice-text-above = [{ $programme }] Announcement: { $organisation } holds { -lecture(form: "a") } on { $when }.
notice-text-members = [{ $programme }] Notice: { $organisation } holds { -lecture(form: "a") } on { $when }. Please come in time.
notice-text-topic = Topic: { $topic }
notice-text-speaker = Speaker: { $speaker }
notice-text-venue = Place: { $venue }
limit-notice-above = The office above is told of { -lecture(form: "a") } { $days } days before it, or on the last workday before that.
limit-notice-above-none = The office above need not be told of { -lecture(form: "a") } before.
limit-notice-members = { -member(form: "many") } are told { $days } { $days ->
        [one] day
       *[other] days
    } before, or on the last workday before that.
limit-notice-members-none = { -member(form: "many") } need not be told before.
