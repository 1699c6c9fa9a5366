# English: the pages of plans. How to write here: see the head of base.ftl.

plan-title = Quarter plan
plan-quarters = Another quarter
plan-sum = Sum
plan-count-all = To be planned
plan-count-held = Held
plan-count-complete = Planned
plan-count-incomplete = Not complete
plan-count-nothing = Nothing yet
plan-column-organisation = Organisation
plan-column-duty = Duty
plan-column-state = How far
plan-show-all = Show all
plan-show-lacking = Show what is not ready
plan-fill = Fill in many
plan-fill-about = One { -lecture } a row. Leave open what is not decided, and fill it in later.
plan-nothing-owed = There is nothing to plan in this quarter.
plan-nothing-open = All is planned; nothing is left to fill in.

plan-state-held = Held
plan-state-complete = Planned
plan-state-lacks = Still lacks { $missing }
plan-state-nothing = Nothing yet
plan-state-open = To be held
plan-state-dropped = Dropped

plan-field-day = Day
plan-field-time = Time
plan-field-topic = Topic
plan-field-speaker = Speaker
plan-field-kind = Kind
plan-field-venue = Place
plan-field-venue-else = Another place
plan-forms = Forms
plan-field-forms = Forms (one or several)
plan-field-forms-else = Another form
plan-field-name = Name
plan-field-class = Position
plan-field-reason = Reason
plan-reason-hint = It is near. To change day, topic or { -speaker }, say why in a sentence.
plan-speaker-open = Not decided
plan-speaker-else = Somebody else
plan-speaker-with-class = { $name } ({ $class })
plan-turn-never = { $name } has not spoken here yet and is chosen for you.
plan-turn-longest = It is the turn of { $name }, who last spoke on { $on }.
plan-may-be-open = Leave open what is not decided, and fill it in later.
plan-save = Keep
plan-when = { $on }, { $time }

plan-told-kept = Kept.
plan-told-again = Kept. It is near: please tell everybody again.
plan-told-same = Nothing was different.
plan-told-refused = Not kept yet. Please look at the places marked below.

plan-part-host = the { -organisation } that holds it
plan-part-speaker = { -speaker }
plan-part-content = topic
plan-part-time = day

plan-item-more = Changes, and dropping it
plan-item-see = Details
plan-item-change = Change
plan-item-lacks = Still lacks { $missing }. It is planned once that is there.
plan-item-lecture = Record
plan-item-lecture-see = See the { -lecture }
plan-drop = It will not be held
plan-drop-hint = It stays on record, and others can see the reason.
plan-drop-do = Drop it
plan-versions = Who changed what and when
plan-versions-hint = Only positions are told here, no names.
plan-version-who = { $role } ({ $place })
plan-version-time = on { $when }
plan-version-venue = at { $venue }
plan-version-speaker = another { -speaker }
plan-version-other = something else

plan-thoughts = Worth a look
plan-thoughts-more = { $count } more; see the plan of each { -organisation }.
plan-thoughts-count = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
plan-warning-incomplete = Still lacks { $missing }, so it is not planned yet.
    .instead = Fill it in once it is decided.
plan-warning-gap = “{ $duty }” in { $period }: { $lacking } still to be planned.
    .instead = Give it a day, a topic and { -speaker(form: "a") }.
plan-warning-repeated-topic = “{ $topic }” is planned { $times } times.
    .instead = The same people would hear it twice; another topic may do better.
plan-warning-over-used = { $speaker } is planned { $times } times in this quarter, more than { $most }.
    .instead = Others might take over some.
plan-warning-speaker-twice = At the same time { $speaker } is planned at { $other }.
    .instead = Choose another time, or another { -speaker }.
plan-warning-too-far = { $speaker } is also planned at { $other }, with { $minutes } minutes between the two and about { $km } km to go.
    .instead = Leave more time between them. The way is an estimate: a near place, or a far one.
plan-warning-venue-twice = At the same time { $other } wants to use { $venue }.
    .instead = Agree on who takes another time or another place.
plan-warning-speaker-gone = { $speaker } will no longer be { $class } on that day.
    .instead = Ask somebody else, or correct the position.
plan-warning-outside-period = { $on } is not within { $first } to { $last }, so it will not count for this.
    .instead = Choose a day within that time.
plan-warning-day-over = { $on } is over.
    .instead = If it was held, record it; if not, choose another day or drop it.

plan-refusal-changed-meanwhile = Somebody has changed this meanwhile.
    .instead = Below is what it says now; look at it before you change it.
plan-refusal-not-open = It was held or dropped and cannot be changed any more.
    .instead = If it was held, open its record and “Mend” it.
plan-refusal-nothing-owed = The { -organisation } does not owe this in that period.
    .instead = Check the period and the { -organisation }.
plan-refusal-reason-missing = Dropping it asks a reason.
    .instead = Say in a sentence why it will not be held.

calendar-title = Calendar
calendar-about = The plan in the calendar of your phone; it follows every change.
calendar-name = { $organisation }: plan
calendar-speaker = Speaker: { $speaker }
calendar-address = Address to subscribe to
calendar-secret = Keep this address to yourself: whoever has it can see this plan.
calendar-subscribe = Put it in the calendar of this phone
calendar-how = If nothing happens, copy the address above and paste it where your calendar adds a subscription.
calendar-renew = Another address
calendar-close = Close
calendar-renew-hint = With another address, or once closed, the last one stops working at once.
calendar-closed = It is not open yet.
calendar-open = Open it

limit-speaker = In a quarter, more than { $most } times for one { -speaker } is pointed out.
limit-way = Whether a speaker can get from one { -lecture } to the next is reckoned with { $within } km inside a { -township }, { $between } km between two, and { $speed } km an hour; it only warns.
limit-own-venues = Places everyone has of their own, never taken for one and the same: { $venues }.

plan-paste = Paste from a sheet
plan-paste-how = Copy some rows of a sheet and paste them here. With a header they are read by it; without one, in the order of the table below: { $columns }; the column of the time may be left out.
plan-paste-do = Fill in below
plan-paste-look = Filled in below, and not kept yet. Look it over, then press “Keep”.
plan-paste-unknown = “{ $named }” fits no { -organisation }; that row was left out.
plan-paste-several = “{ $named }” fits { $count } { -organisation(form: "many") }; write its full name. That row was left out.
plan-paste-no-place = Nothing is left to plan for { $named }; one more row was left out.
plan-paste-no-day = { $named }: “{ $text }” is no day; fill it in below.
plan-paste-no-time = { $named }: “{ $text }” is no time of day; fill it in below.
plan-paste-no-topic = { $named }: “{ $text }” is a time, no topic, and was left out; see whether the columns stand in this order.
plan-paste-no-speaker = { $named }: “{ $text }” is no name and was not taken as who speaks; see whether the columns stand in this order.
plan-paste-no-table = No table was found in it. Select some rows of a sheet, copy them, and paste again.
plan-print-slips = Print slips
plan-print-sheet = Print the sign-in sheet
plan-print-schedule = Print the schedule
plan-print-year = Implementation plan of { $year } (draft)
plan-notice-above = Print the notice to those above
plan-notice-members = Print the notice to { -member(form: "many") }
notice-all-members = All { -member(form: "many") }
notice-audience = all { -member(form: "many") } of ours
plan-namesake = { $name } ({ $month })
