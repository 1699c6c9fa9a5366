# English, complete. zh-Hans.ftl is the source: same keys, same arguments.
#
# Neutral words only; a pack's vocabulary.ftl replaces the terms (entries that begin with "-"). A term has the forms
# `a`, `many` and, unasked, one.

### Terms a pack may replace

-lecture = { $form ->
    [a] a session
    [many] sessions
   *[one] session
}
-micro = { $form ->
    [a] a short session
    [many] short sessions
   *[one] short session
}
-organisation = { $form ->
    [a] an organisation
    [many] organisations
   *[one] organisation
}
-branch = { $form ->
    [a] a local group
    [many] local groups
   *[one] local group
}
-member = { $form ->
    [a] a participant
    [many] participants
   *[one] participant
}
-speaker = { $form ->
    [a] a speaker
    [many] speakers
   *[one] speaker
}
-secretary = keeper of records
-county = lead body
-township = body above
-supported-village = paired place

## Days and periods

month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
weekday-name = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date = { $day } { month-name } { $year }
date-short = { $day } { month-name }
date-weekday = { weekday-name } { $day } { month-name }
date-range = { $first } to { $last }
date-range-in-month = { $day } to { $last-day } { month-name } { $year }
month = { month-name } { $year }

quarter-name = { $number ->
    [1] first quarter
    [2] second quarter
    [3] third quarter
   *[4] fourth quarter
}
half-name = { $number ->
    [1] first half
   *[2] second half
}
period-week = week { $number } of { $label-year } ({ $dates })
period-month = { month-name } { $year }
period-two-months = { $dates }
period-quarter = { quarter-name } of { $year }
period-half = { half-name } of { $year }
period-year = { $year }
period-window = { $dates }
period-named-window = { $window } { $year }
the-period-week = week { $number } of { $label-year } ({ $dates })
the-period-month = { month-name } { $year }
the-period-two-months = the two months { $dates }
the-period-quarter = the { quarter-name } of { $year }
the-period-half = the { half-name } of { $year }
the-period-year = the year { $year }
the-period-window = the time { $dates }
the-period-named-window = the { $window } { $year }
rhythm-week = each week
rhythm-month = each month
rhythm-two-months = every two months
rhythm-quarter = each quarter
rhythm-half = each half-year
rhythm-year = each year
rhythm-window = each year from { $first } to { $last }
rhythm-named-window = each year from { $first } to { $last } ({ $window })

## Standing

standing-kind-met = held
standing-kind-made-up = made up
standing-kind-due = due
standing-kind-at-risk = at risk
standing-kind-overdue = overdue
standing-kind-excused = excused
standing-kind-closed = closed
standing-kind-none = not owed
standing-due = due, { $days ->
    [one] one day left
   *[other] { $days } days left
}
standing-due-today = due, today is the last day
standing-due-short = due, { $counted } of { $minimum } counted, { $days ->
    [one] one day left
   *[other] { $days } days left
}
standing-in-grace = the period is over and records are still taken, { $counted } of { $minimum } counted
standing-at-risk = at risk, { $days ->
    [one] only one day left
   *[other] only { $days } days left
}, nothing held and nothing planned
standing-at-risk-today = at risk, today is the last day, nothing held and nothing planned
standing-met = held, complete on { $on }
standing-made-up = made up, complete on { $on }, { $days ->
    [one] one day late
   *[other] { $days } days late
}
standing-excused = excused by a grant
standing-excused-by-rule = excused by the rule
standing-overdue = overdue by { $days ->
    [one] one day
   *[other] { $days } days
}
standing-overdue-short = overdue by { $days ->
    [one] one day
   *[other] { $days } days
}, only { $counted } of { $minimum } counted
standing-closed = closed down, nothing owed
standing-closed-into = merged into { $into }, nothing owed
person-state-met = complete
person-state-due = { $days ->
    [one] one day left
   *[other] { $days } days left
}
person-state-overdue = overdue by { $days ->
    [one] one day
   *[other] { $days } days
}
person-headline = { $name } ({ $post }), { $duty }, { $period }: { $counted } of { $minimum } counted, { $state }.
lecture-state-planned = planned, not held yet
lecture-state-delivered = held, not recorded yet
lecture-state-waiting = handed in late, waiting for agreement
lecture-state-waiting-township = handed in late, waiting for the { -township } to agree
lecture-state-waiting-county = handed in late, waiting for the { -county } to agree
lecture-state-declined = late record not agreed to; it came back and does not count
lecture-state-recorded = recorded
lecture-state-verified = verified
lecture-state-sent-back = sent back, still counts if mended by { $until }
lecture-state-cancelled = cancelled
closure-merged = merged
closure-split = split
closure-ended = ended
closure-dissolved = dissolved

## Why it stands so

proof-headline = { $organisation }, { $duty }, { $period }: { $standing }.
proof-lecture = { $lecture }. { $reason }
heading-rule = The rule
heading-owed = Why it is owed
heading-counted = What counted
heading-not-counted = What did not count
heading-next = What to do next
none-counted = Nothing.
none-not-counted = Nothing.
quoted = “{ $text }”
quoted-in-translation = “{ $text }” (that is: { $meaning })
lectures-owed = { $minimum ->
    [one] one { -lecture }
   *[other] { $minimum } { -lecture(form: "many") }
}
lectures-missing = { $missing ->
    [one] one more { -lecture }
   *[other] { $missing } more { -lecture(form: "many") }
}
ground-owed = Founded on { $founded }, so it was there when the period began on { $first } and owes { lectures-owed }.
ground-owed-unknown = No founding date is on record, so it is taken to have been there when the period began, and owes { lectures-owed }.
ground-owed-founded-by = Founded on { $founded }, no later than { $by }, so it owes { lectures-owed }.
ground-owed-since-this-period = Founded on { $founded }, inside the period; by the rule it owes { lectures-owed } at once.
ground-owed-since-by-midpoint = Founded on { $founded }, in the first half of the period (up to { $middle }); by the rule it owes { lectures-owed } in it.
ground-owed-since-split = Split from another { -organisation } on { $founded }, in the first half of the period (up to { $middle }); by the rule it owes { lectures-owed } in it.
ground-exempt-by-rule = Excused by the rule: { $reason }.
ground-excused = Excused by a grant: { $reason }.
ground-closed-inside = Closed down as of { $on }, before the period was over, so nothing is owed in it.
ground-closed-inside-into = Merged into { $into } as of { $on }, before the period was over, so nothing is owed in it.
lecture-planned = planned for { $on }
lecture-title = “{ $title }”
lecture-speaker = given by { $name } ({ $class })
lecture-speaker-class = given by: { $class }
lecture-speaker-name = given by { $name }
lecture-venue = at { $venue }
lecture-number = no. { $number } in the ledger
how-in-period = Held in { $period }; it counts.
how-make-up = Held in the make-up days; it makes up { $period }.
how-carried = Left over from the period before; the rule lets it count here.
via-joint-host = Held jointly; this is the host.
via-joint = Held jointly; this is not the host, and is credited all the same.
via-inherited = Held by { $from }, which was merged in on { $on }; the rule passes it on.
reason-not-held = Only planned, not held; it counts once it is held and recorded.
reason-not-recorded = Held, but not recorded; it counts as soon as the record is in.
reason-waiting = Handed in late and waiting for the office above to agree; it counts once they do, nothing to fill in again.
reason-waiting-township = Handed in late and waiting for the { -township } to agree; it counts once they do, nothing to fill in again.
reason-waiting-county = Handed in late and waiting for the { -county } to agree; it counts once they do, nothing to fill in again.
reason-declined = The late record was not agreed to and came back, so it does not count; mend it, say why and hand it in again: it counts once agreed to.
reason-sent-back = The record was sent back and not mended in time, so it does not count for now; mend it and hand it in again.
reason-cancelled = It did not take place and does not count.
reason-kind = Its kind is { $kind }; this rule counts only: { $counted }.
reason-not-themed = It is not a themed { -lecture }; this rule counts only those.
reason-speaker-class = Its speaker was: { $class }; this rule counts only those given by: { $counted }.
reason-before = Held before the beginning ({ $first }) of { $period }; it counts only in its own period.
reason-after-no-make-up = Held after the end ({ $last }) of { $period }; it counts only in its own period, and the rule allows no making up.
reason-after-make-up-over = Held after { $until }, the last day to make up { $period }; it counts only in its own period.
reason-after-own-period = Held in the make-up days (until { $until }), but its own period needs it and it is not marked as making up { $period }.
reason-after-planned-inside = It had been planned for { $planned }, but the day it was held decides.
reason-makes-up = It was given to make up { $other } and counts only there.
reason-joint-host-only = Of those held jointly only the host is credited, and this is not the host.
reason-joint-none = This rule does not count those held jointly.
reason-joint-limit = Of those held jointly at most { $limit } count in a year, and that many had counted already.
reason-not-inherited = Held by { $from } before it was merged in; this rule does not pass on what the merged one had held.
reason-not-inherited-other-period = Held by { $from }, which was not merged in during this period, so it is not passed on to it.
next-met = This period is complete; nothing is left to do.
next-made-up = It has been made up; nothing is left to do.
next-excused = Nothing is owed in this period; when the exemption ends, the duty is back.
next-closed = Nothing more is owed; what was held stays in the ledger.
next-closed-into = From now on { $into } owes it; what was held stays in the ledger.
next-in-grace = Records are taken until { $until }: hand in by then what was held inside the period. What is missing after that is overdue.
next-due = By { $last } (that day included), hold { lectures-missing } and hand in the record.
next-at-risk = By { $last } (that day included), hold { lectures-missing }. Settle { -speaker(form: "a") }, the content and the time first; with all three it is no longer at risk.
next-planned = Planned for { $on }; hand in the record afterwards.
next-unrecorded = { $count ->
    [one] One was held but its record is missing or was sent back
   *[other] { $count } were held but their records are missing or were sent back
}: hand it in, and the standing is worked out again at once.
next-waiting = { $count ->
    [one] One record was handed in late and waits
   *[other] { $count } records were handed in late and wait
} for the office above to agree: it counts once they do; do not enter it again.
next-overdue-no-make-up = The end of { $period } has passed, and the rule allows no making up; what is held from now on counts in later periods. Still owed: { lectures-missing }.
next-overdue-make-up = It can still be made up: by { $until } (that day included), hold { lectures-missing } and mark it as making up { $period }.
next-overdue-make-up-over = The last day to make up { $period } was { $until }; it can no longer be made up. Still owed: { lectures-missing }.
next-overdue-unreported = If something was held in { $period } and not reported, record it now; the standing is worked out again at once.
next-overdue-excusal = If there was good reason, ask the { -county } for an exemption; once granted, it is not overdue.

## Rules in words

rule-asks = { $duty }: every { $kinds } holds at least { $minimum ->
    [one] one { -lecture }
   *[other] { $minimum } { -lecture(form: "many") }
} { $rhythm }.
rule-asks-themed = { $duty }: every { $kinds } holds at least { $minimum ->
    [one] one themed { -lecture }
   *[other] { $minimum } themed { -lecture(form: "many") }
} { $rhythm }.
rule-under = Only for { $under } and the { -organisation(form: "many") } below.
rule-owner = The { $post } answers for it.
rule-owner-none = Nobody is named to answer for it.
rule-from = In force since { $from }.
rule-from-until = In force from { $from } to { $until }.
rule-first-period = The first period is { $period }.
rule-takes-over-after-running-period = A period running when this version begins is finished under the old one.
rule-takes-over-at-once = A period running when this version begins is dropped; the first whole period of this version is the next to count.
rule-counts-all-kinds = Every kind counts.
rule-counts-kinds = What counts: { $kinds }. What does not: { $others }.
rule-counts-themed = What is not a themed { -lecture } does not count.
rule-counts-all-classes = It counts whoever speaks.
rule-counts-classes = Only those given by: { $classes }.
rule-joint-full = When several { -organisation(form: "many") } hold one together, each is credited with it.
rule-joint-host-only = When several { -organisation(form: "many") } hold one together, only the host is credited.
rule-joint-none = What several { -organisation(form: "many") } hold together does not count.
rule-joint-limit = Of those held together, at most { $most } count for { -organisation(form: "a") } in a year.
rule-attribution-actual-end = What runs over midnight or into another period belongs to the day it actually ended.
rule-attribution-actual-start = What runs over midnight or into another period belongs to the day it actually began.
rule-founded-by = Owed by those founded no later than { $day }.
rule-founded-inside-next-period = Those founded inside a period owe from the next; those split from others in the first half of a period owe in it.
rule-founded-inside-this-period = Those founded inside a period owe in it at once.
rule-founded-inside-by-midpoint = Those founded in the first half of a period owe in it; those founded later, from the next.
rule-not-closed-before = Those closed down or merged before { $day } do not owe that year.
rule-closed-inside = Those closed down or merged before a period is over do not owe in it.
rule-inherit-any = What { -organisation(form: "a") } held in the period before it was { $merged } is credited to the one that took it in.
rule-inherit-none = What { -organisation(form: "a") } held before it was { $merged } is not credited to the one that took it in.
rule-at-risk = With fewer than { $days } days left, nothing counted, and speaker, content and time not all settled, it is shown as at risk.
rule-at-risk-never = It is never shown as at risk.
rule-overdue = What is missing at the end of the period is overdue from the next day.
rule-grace = For { $days ->
    [one] one day
   *[other] { $days } days
} after the end records are still taken and nothing is overdue; what is missing after that is.
rule-make-up-none = What was missed stays missed; what is held later counts in later periods.
rule-make-up = It can be made up within { $days ->
    [one] one day
   *[other] { $days } days
} of the end, by one that is marked as making it up or that its own period does not need.
rule-carry-none = What is held above the minimum is not carried over.
rule-carry = What is held above the minimum is carried over to the next period, at most { $most }.
rule-exempt = Excused: { $who } ({ $when }): { $reason }.
rule-exempt-below = { $organisation } and all below
rule-exempt-always = without end
rule-exempt-from = from { $from }
rule-exempt-until = until { $until }
rule-exempt-from-until = from { $from } to { $until }
rule-ground = Ground: { $citation }, { $source }.
rule-ground-without-source = Ground: { $citation }.
rule-ground-none = No ground is given.
asked-reminders = Weekly reminders
asked-summaries = Monthly summaries
asked-bulletins = Quarterly bulletins
asked-records = Timely records, and no burden
rule-version = Rule pack “{ $programme }”, version { $version }; this rule has been in force since { $from }.
rule-person-asks = { $duty }: { $who } gives at least { $minimum ->
    [one] one { -lecture }
   *[other] { $minimum } { -lecture(form: "many") }
} in person { $rhythm }.
rule-person-post = every { $post }
rule-person-post-of-kinds = every { $post } of a { $kinds }
rule-person-classes = Only those given as: { $classes }.
rule-person-supported-village = Only those given in a { -supported-village }.
rule-person-multi = One may count for that person's other duties as well.
rule-person-prorated = For part of a period in the post the number is reckoned by full quarters, rounded up; less than a full quarter owes nothing.
rule-person-whole = Owed only by those in the post for the whole period.

section-programme = The programme
section-person-duties = What persons owe
section-organisations = Kinds of { -organisation(form: "many") }
section-people = Posts, speaker classes and what is kept of people
section-lectures = Kinds of { -lecture(form: "many") }
section-limits = Limits
programme-is = { $name } (rule pack { $id }, version { $version }).
programme-starts = It starts on { $on }; the first period of every duty is the one that day lies in.
programme-time-zone = Days are counted in the time zone { $zone }.
programme-workdays = Workdays follow the calendar “{ $calendar }”, with its public holidays and make-up workdays.
programme-workdays-none = Every Monday to Friday is a workday.
programme-prefixes = These openings of a name may be left out: { $prefixes }.
programme-numbered = Numbers after { $before } may be written in several ways.
programme-called = “{ $name }” is called “{ $said }” for short.
level-county = first level
level-township = second level
level-village = third level
level-branch = fourth level
kind-of-organisation = { $name } ({ $level }): a sheet may say { $names }.
kind-forms = Names ending in { $forms } are taken for one.
kind-branch = Counted among the { -branch(form: "many") }.
kind-compared-apart = { $name }: { -organisation(form: "many") } with { $names } in the name; a bulletin compares them with each other only.
kind-temporary = Temporary, with an end, and without duties of its own.
kind-of-post = Post “{ $name }”: a sheet may say { $names }.
classes-in-order = Speaker classes in order: the first that fits is the one counted, so they add up to the whole.
kind-of-speaker = Speaker class “{ $name }”: a sheet may say { $names }.
kind-of-official-speaker = Speaker class “{ $name }” (holds an office): a sheet may say { $names }.
kind-of-member = Kind of { -member } “{ $name }”: a sheet may say { $names }.
field-kept = Also kept: { $field }, which { $purpose }; kept { $retention }.
nothing-else-kept = Beside name, home, kind and the above, nothing about a person is kept.
kind-of-lecture = Kind “{ $name }”: a sheet may say { $names }.
kind-of-micro-lecture = Kind “{ $name }” (counted apart): a sheet may say { $names }.
themed-titles = Titles that begin in one of these ways make a themed { -lecture }: { $openings }.
limit-record = Recorded within { $free } workdays: no reason asked. Within { $township } days: the { -township } agrees. Later: the { -county } agrees.
limit-timely = A record within { $days } workdays is timely.
limit-notice = Changing speaker, content or time within { $days ->
    [one] one day
   *[other] { $days } days
} before asks a reason.
limit-photos = At most { $most ->
    [one] one photo is
   *[other] { $most } photos are
} ever asked for; having none is no fault.
limit-hours = { $minutes } minutes are one class hour.
limit-lecture-minutes = Where a record says no length, { $minutes } minutes are counted for class hours; never for { -micro(form: "many") }.
limit-no-lecture-minutes = Where a record says no length, there are no class hours.
limit-reminder = Reminders go out every { weekday-name } at { $at }; on a public holiday, on the next workday.
limit-quiet = Nothing is sent to anybody’s phone from { $from } to { $until }.
limit-escalate = What has been in reminders for { $township ->
        [one] one week
       *[other] { $township } weeks
    } goes to the { -township } as well; after { $phone } the { -township } is asked to phone; after { $county } the { -county } hears of it.
limit-summary = The summary of a month is made on workday { $workday } after it.
limit-bulletin = The draft of a bulletin is made { $rhythm }, on workday { $workday } after the end of the period.
limit-make-up = An absent { -member } may make up within { $days } days.
limit-confirm = After a move that the new home has not confirmed within { $days } days, the person stays with the old one.
limit-smallest-group = No percentage is shown of fewer than { $people } people, only numbers.

## Mistakes in a rule pack

at-line = Line { $line }: { $text }
mistake-vocabulary = Line { $line } of the vocabulary cannot be read: { $text }
mistake-not-toml = This is not valid TOML. The reader says: { $said }
    .instead = Look for a quote, bracket or equals sign that is missing.
mistake-unknown-field = There is no field “{ $field }” here.
mistake-missing-field = The field “{ $field }” is missing.
    .instead = Add “{ $field }”; the packs that come with the program show how.
mistake-unknown-value = “{ $value }” cannot stand here.
mistake-wrong-sort = The value is not of the sort that belongs here. The reader says: { $said }
    .instead = Write numbers without quotes, texts in quotes, and several values in square brackets.
mistake-no-such-day = There is no day “{ $value }”.
    .instead = Write a day of one year as 2020-05-01, a day of every year as 06-15.
mistake-not-defined = This pack defines no { $what } “{ $value }”.
mistake-twice = Two of the same sort ({ $what }) are called “{ $id }”.
    .instead = Give one of them another id, or remove the repeated one.
mistake-nothing-asked = The minimum of “{ $duty }” is 0, so it asks for nothing.
    .instead = Write a minimum of 1 or more; what is no longer asked, remove, or end it with effective_until.
mistake-ends-before-it-begins = “{ $duty }” ends before it begins.
    .instead = Check effective_from and effective_until.
mistake-versions-clash = Two versions of “{ $duty }” begin on the same day.
    .instead = Give the new version another effective_from.
mistake-no-such-time = “{ $value }” is no time of the day.
    .instead = Write hours and minutes in quotation marks, such as 08:30.
mistake-unknown-time-zone = There is no time zone “{ $value }”.
    .instead = In China, write Asia/Shanghai; in Britain, Europe/London.
warning-too-many-photos = { $asked } photos are asked for each time, where { $enough } would do; asking for more traces than needed is the very formalism the rules forbid.
    .instead = Set most_photos to { $enough } or fewer.
warning-asked-twice = “{ $first }” and “{ $second }” ask the same of the same { -organisation(form: "many") } in the same periods.
    .instead = Remove one, or write what tells them apart.
warning-no-owner = Nobody is named to answer for “{ $duty }”.
    .instead = Name the post with owner_post.
warning-no-citation = “{ $duty }” gives no ground.
    .instead = Quote the sentence it rests on with citation and its document with source; a rule without ground should not be there.
instead-nearest = Did you mean “{ $word }”?
instead-allowed = What may stand here: { $allowed }.
sort-organisation-kind = kind of { -organisation }
sort-lecture-kind = kind of { -lecture }
sort-speaker-class = speaker class
sort-post = post
sort-member-kind = kind of { -member }
sort-person-duty = duty of persons

## Import

import-refusal-unknown = “{ $name }” is not on record.
    .instead = Check the name; if it is newly founded, add it to the sheet of { -organisation(form: "many") } first, then import this row.
import-refusal-ambiguous = “{ $name }” fits more than one: { $candidates }.
    .instead = Write the full name, or “parent/name”, and import this row again.
import-refusal-duplicate = The same as row { $first }.
    .instead = Keep one row for one occasion; if there were two, write what tells them apart.
import-refusal-future = Its date, { $on }, has not come yet.
    .instead = Check the year; what has not been held yet belongs in the plan.
import-refusal-arithmetic = { $present } present is more than the { $expected } expected.
    .instead = Check both numbers; guests belong among those expected.
import-refusal-long-number = “{ $column }” holds a number of more than 15 digits, perhaps an identity number; we do not take those.
    .instead = Remove the number and import this row again.
import-refusal-unreadable-date = “{ $value }” in “{ $column }” cannot be read as a day.
    .instead = Write it as 2020-09-30, with year, month and day.
import-refusal-unreadable-month = “{ $value }” in the column “{ $column }” is no month of a year.
    .instead = Write it as 1956-01.
import-refusal-unreadable-number = “{ $value }” in “{ $column }” is not a whole number.
    .instead = Write only the number, such as 29.
import-refusal-unreadable-sheet-error = “{ $column }” holds the spreadsheet's error “{ $value }”.
    .instead = Mend the formula in the sheet, or write the result in its place.
import-refusal-missing = “{ $column }” is empty.
    .instead = Fill it in and import this row again.
import-refusal-unknown-kind = There is no kind “{ $value }”.
    .instead = What may stand here: { $known }.
import-refusal-unknown-parent = The one above it, “{ $name }”, is not on record.
    .instead = Check its name, or add it to the sheet first.
import-refusal-cycle = Going up from “{ $name }” leads back to itself.
    .instead = Check the column that names the one above, in this row and in those above it.
import-refusal-unknown-person = “{ $name }” is not on record in { $organisation }.
    .instead = Check the name; if the person is new, add them to the roster first.
import-refusal-ambiguous-person = { $organisation } has several people called “{ $name }”, born in { $months }.
    .instead = Write the month of birth in this row.
import-refusal-ambiguous-person-no-months = { $organisation } has several people called “{ $name }”, and no month of birth tells them apart.
    .instead = Write their months of birth in the roster first, then in this row.
import-refusal-lecture-refused = No. { $number } of the ledger was itself refused, and so are its sign-ins.
    .instead = Mend that row of the ledger first, then import the sign-ins again.
import-refusal-unknown-lecture = The ledger has no no. { $number }.
    .instead = Check the number; import the ledger before the sign-ins.
import-refusal-ends-before-it-begins = The end, { $until }, lies before the beginning, { $from }.
    .instead = Check both dates.
import-refusal-unknown-successor = “{ $name }”, into which it was merged, is not on record.
    .instead = Check its name, or add it to the sheet first.
import-refusal-unclear = It resembles several on record: { $lectures }.
    .instead = Write the ledger number in this row; a row without one is taken as new.
import-refusal-answer-does-not-fit = The answer “{ $answer }” is not among those to choose from.
    .instead = Choose one of: { $candidates }.
import-warning-identity-column = “{ $header }” holds identity numbers; it was neither read nor kept.
import-warning-filled-down = { $rows ->
    [one] One empty cell
   *[other] { $rows } empty cells
} of “{ $column }” took the value above, as merged cells mean it.
import-warning-column-not-kept = Nothing needs the column “{ $header }”; it was not kept.
import-warning-unknown-speaker-class = There is no speaker class “{ $value }”; it is counted under the last.
import-warning-ambiguous-month = The month of birth “{ $value }” can be read in two ways; it was not kept.
import-warning-duplicate-column = Two columns are called “{ $header }”; the first was read.
import-warning-hidden-sheet = The sheet is hidden and was not read; unhide it to have it read.
import-warning-broken-sheet = The sheet is damaged and was not read; the others were.
import-warning-lossy-text = Some characters are in another encoding and could not be read; save the file as xlsx and import it again.
import-warning-columns-left-out = There are too many columns; those on the far right were not read.
import-warning-no-table = The sheet has no table with the columns looked for; it was not read.
import-done = { $read ->
    [one] One row
   *[other] { $read } rows
} read: { $accepted } new, { $changed } corrected, { $unchanged } unchanged, { $refused } refused.
import-dry-run = This was a trial; nothing was saved.
import-errors-written = The refused rows and the reasons are in { $file }; once mended, that file can be imported as it is.
import-errors-hint = Add --errors FILE.xlsx to have the refused rows and the reasons written to a sheet.
refused-head-row = Original row
refused-head-reason = Why it was refused
some-of = { $names } and others, { $count } in all
said-of = { $place }: { $said }
place = sheet “{ $sheet }”, row { $row }
place-row = row { $row }
place-sheet = sheet “{ $sheet }”
column-name = name
column-number = number
column-kind = kind
column-parent = parent
column-holder = person in charge
column-founded-on = founded on
column-closed-on = closed or merged on
column-merged-into = merged into
column-note = note
column-branch = home
column-birth-month = month of birth
column-on = held on
column-organisations = { -organisation }
column-title = title
column-form = form
column-speaker = speaker
column-speaker-class = speaker class
column-venue = venue
column-expected = number expected
column-present = number present
column-at = time of sign-in

## What could not be done

failure-forbidden = You do not have the right to do this.
    .instead = If you need it, ask the administrator.
failure-forbidden-there = You do not have the right to do this for { $organisation }.
    .instead = If you need it, ask its administrator.
failure-not-found = “{ $name }” was not found.
    .instead = Check the name or id.
failure-busy = Something else is writing to the database.
    .instead = Try again in a moment; nothing is lost.
failure-unknown-organisation = “{ $name }” was not found.
    .instead = Write the full name, or “parent/name”; kaijiang status shows what is on record.
failure-ambiguous-organisation = “{ $name }” fits more than one: { $candidates }.
    .instead = Write the full name of one of them, or “parent/name”.
failure-unknown-duty = There is no duty “{ $duty }”.
    .instead = What may stand here: { $known }.
failure-unknown-kind = There is no kind “{ $kind }”.
    .instead = What may stand here: { $known }.
failure-unknown-period = This duty has no period “{ $period }”.
    .instead = What may stand here: { $known }.
failure-nothing-owed = { $organisation } does not owe “{ $duty }” in { $period }.
    .instead = The period may not have begun, it may have been founded or closed at a time that frees it, or the rule is not for its kind.
failure-key-used = The key “{ $key }” came with another request before.
    .instead = Use another key; to repeat a request, repeat it exactly.
failure-unknown-number = The history has no entry { $number }; the last one is { $last }.
    .instead = Give a number from 1 to { $last }.
failure-several-trees = The database holds more than one tree: { $names }.
    .instead = Name one with --tree.
failure-unknown-pack = There is no rule pack “{ $pack }”. These ship: { $known }.
    .instead = Name one of them, or give the path of a rules file.
failure-other-pack = These rules are of the pack “{ $pack }”, and the one in use here is “{ $was }”.
    .instead = Adopt a new version of the same pack; for another pack, make another database.
failure-now-not-allowed = This database holds real records; --now cannot change its time.
    .instead = Leave out --now; to try things out, make another database or use kaijiang demo.
failure-not-a-date = “{ $value }” is not a date.
    .instead = Write a date as 2020-12-01 and a time as 2020-12-01T09:00:00+08:00.
failure-database-is-newer = This database was made by a newer version, which this program cannot read.
    .instead = Use the newer program; no data changed.
failure-unreachable = The database { $database } cannot be reached ({ $said }).
    .instead = Check address, user and password, and that the server is running.
failure-no-database = There is no database at { $database } yet.
    .instead = To begin, import the sheet of { -organisation(form: "many") }: kaijiang import organisations FILE.xlsx. To look around first: kaijiang demo.
failure-database-address = “{ $value }” is not the address of a database.
    .instead = Write sqlite:PATH or postgres://ADDRESS.
failure-no-tree = The database holds no { -organisation } yet.
    .instead = Import some first: kaijiang import organisations FILE.xlsx. To look around first: kaijiang demo.
failure-not-empty = { $place } already holds something.
    .instead = Choose an empty place, so that no data is overwritten.
failure-no-file = There is no file { $path }.
    .instead = Check the name and the folder.
failure-file-fails = The file { $path } cannot be read or written. The system says: { $said }
    .instead = See whether another program holds it open, whether you may use it, and whether the disk is full.
failure-not-a-workbook = { $path } is not a workbook.
    .instead = Save it as xlsx or csv and import it again.
failure-locked-workbook = { $path } is locked with a password.
    .instead = Save it without the password and import it again.
failure-damaged-workbook = { $path } is damaged and cannot be read.
    .instead = Open it in Excel or WPS, save it as xlsx and import it again.
failure-too-large = { $path } is too large.
    .instead = Split it into several files; remove pictures and sheets that are not needed.
failure-empty-file = { $path } is empty.
    .instead = Check whether it is the right file.
failure-no-table = { $path } has no table with these columns: { $columns }.
    .instead = Check whether it is the right file; the heads must stand in one row, their wording may differ.
failure-rules-have-mistakes = The rule pack has { $count ->
    [one] one mistake
   *[other] { $count } mistakes
} and cannot be used.
    .instead = Mend it as told above and try again.
failure-answers-unreadable = The answers in { $path } cannot be read.
    .instead = Every answer needs sheet, row and organisation.
failure-move-differs = After the move the table { $table } differs from the original.
    .instead = Go on using the old database, which is unchanged; do not use the new one.
failure-backup-broken = The file { $path } is not a whole backup.
    .instead = Use another backup; the data in use is unchanged.

## Tables and hints of the terminal

head-duty = Duty
head-period = Period
head-active = Owed
head-met = Held
head-made-up = Made up
head-due = Due
head-at-risk = At risk
head-overdue = Overdue
head-excused = Excused
head-closed = Closed
status-title = { $organisation }, as of { $as-of }
status-organisations = On record: { $organisations } { -organisation(form: "many") }, { $active } of them active; { $branches } { -branch(form: "many") }; { $members } { -member(form: "many") }.
status-sessions = Held: { $sessions } { -lecture(form: "many") }, of which { $joint } joint and { $micro } { -micro(form: "many") }.
status-coverage = Reached: { $covered } { -member(form: "many") }, { $attendances } sign-ins.
status-class = { $class } { $count }
status-classes = Speakers: { $classes }.
overdue-heading = Overdue for { $duty }, { $period } ({ $count }):
shift = { $organisation }, { $duty }, { $period }: now { $was }, then { $would-be }.
rules-fine = { $name } (version { $version }) has no mistakes.
demo-made = Invented data is ready: { $organisation }. Its people and events are made up.
demo-next = Worth trying next:
demo-next-status = where every duty stands
demo-next-explain = why one of them stands there
demo-next-rules = what the rules say
audit-whole = The history is whole: { $entries } entries checked one by one. Root { $root }
audit-agrees = It agrees with the checkpoint: none of the { $entries } entries of that time has changed.
audit-broken = From entry { $first } on it does not fit: what comes before can be trusted, from there on something was changed or lost. Stop writing, keep everything as it is, and compare with backups and checkpoints.
audit-forked = It does not agree with the checkpoint: the { $entries } entries of that time have been changed. Stop writing, keep everything as it is, and compare with backups.
audit-rolled-back = The checkpoint is newer than the history here, which has { $entries } entries: older data were put back. Stop writing, keep everything as it is, and compare with backups.
audit-checkpoint-strange = This checkpoint cannot be checked against. Use one of this database's own; if it should be one, stop writing and keep everything as it is.
audit-broken-somewhere = The history does not fit: something was changed or lost. Stop writing, keep everything as it is, and compare with backups and checkpoints.
audit-key-from-data = There is no audit.key beside the data, so the signature was held against a key that the data themselves name: who can alter the data can alter that key too. To be sure, compare with a checkpoint kept elsewhere.
audit-row = Where: table { $table }, key { $key }.
audit-why-entry-missing = This entry of the history is gone.
audit-why-entry-extra = There is an entry that was never signed for.
audit-why-entry-altered = What the entries say was changed and does not fit the signature.
audit-why-hash-altered = A stored hash was changed, is gone, or is one too many.
audit-why-head-altered = The signature at the end does not fit: it was changed, or it was not made with the audit.key here.
audit-why-changes-altered = The change lines of this entry were changed, added to, removed or reordered.
audit-why-changes-stray = There are change lines that belong to no entry.
audit-why-row-missing = A row that should be there is gone.
audit-why-row-extra = There is a row that the history does not know.
audit-why-row-altered = This row is not as the history last wrote it.
audit-why-batch-altered = This row was moved into or out of an import.
audit-why-import-altered = The list of imports in force was changed.
audit-why-key-missing = A person's data key is gone though the name was not erased.
audit-why-key-extra = There is a data key that nobody needs any more.
audit-why-answer-altered = A kept answer was changed, added or removed.
audit-why-checkpoint-unsigned = The checkpoint was not signed with the key it should be, or is of other data.
audit-why-rolled-back = The checkpoint knows entries that are not here.
audit-why-rewritten = At the length of the checkpoint this history has another root.
noted = Done, and entered in the history as number { $number }.
moved = Moved and compared row by row: { $tables } tables, { $rows } rows, all equal.
backed-up = Backed up to { $file }, with { $entries } entries of history.
backup-whole = The backup { $file } is whole: { $entries } entries of history. The database holds data, so nothing was restored.
restored = Restored from { $file } and checked; all { $entries } entries of history are there.
restored-without-key = There is no { $path }: the next write will make a new signing key, and the history will be signed with it from then on. Put the former audit.key there, or keep a checkpoint elsewhere now.
migrated = The database was brought up to date in { $steps ->
    [one] one step
   *[other] { $steps } steps
}.
migrated-nothing = The database is already up to date.
doctor-database-fine = Database: in order ({ $detail }).
doctor-database-wrong = Database: not in order ({ $detail }). Check the address in --database and whether its folder can be written.
doctor-fonts-fine = Fonts: in order ({ $detail }).
doctor-fonts-wrong = Fonts: { $detail } missing, so official papers will not look as they must. Install them, or put their files into the folder that the setting fonts names.
doctor-font-replaced = { $wanted } (set in { $by } instead)
doctor-font-none = { $wanted } (nothing stands for it: no PDF can be made)
doctor-ffprobe-fine = Video check: in order ({ $detail }).
doctor-ffprobe-wrong = Video check: ffprobe was not found ({ $detail }), so videos cannot be checked; all else works. Install ffmpeg.
doctor-clock-fine = Clock: in order ({ $detail }).
doctor-clock-wrong = Clock: wrong ({ $detail }). Let this machine set its clock from the network.
doctor-settings-fine = Settings: in order ({ $detail }).
doctor-settings-wrong = Settings: not in order ({ $detail }). kaijiang settings check names each.

## Rights

denial-sign-in = You are not signed in.
    .instead = Sign in first; if your link no longer works, ask the { -township } for a new one.
denial-no-grant-invited = Your rights were offered but not taken up yet.
    .instead = Open the activation link you were given.
denial-no-grant-outside-its-dates = Your rights are not valid today.
    .instead = If you need them, ask the { -township } to extend them.
denial-no-grant-suspended = Your rights are suspended.
    .instead = Ask whoever gave them to you why.
denial-no-grant-moved = You have moved on, so your former rights no longer hold.
    .instead = Your new { -organisation } can give you rights.
denial-no-grant-ended = Your rights have ended.
    .instead = If you need them, ask for them again.
denial-out-of-scope = Your rights do not reach here, only: { $places }.
    .instead = Someone responsible for this place must do it.
denial-needs-role = This needs one of these roles: { $roles }.
    .instead = Let someone with that role do it, or ask for it.
denial-own-work = Nobody approves their own work.
    .instead = Another person must approve it.
denial-nobody = Nobody may do this.
    .instead = Records are mended, never wiped out; use “Mend”.
role-anonymous = someone not signed in
role-member = { -member }
role-secretary = { -secretary }
role-township-officer = officer of the { -township }
role-county-officer = officer of the { -county }
role-inspector = inspector
role-auditor = auditor
role-operator = operator
relation-oneself = yourself
relation-own = your own { -organisation }
relation-descendant = those below
relation-ancestor = those above
relation-sibling = those beside
relation-cousin = other { -organisation(form: "many") }
relation-other-tree = another tree
relation-machine = this machine

## The steps of one occasion

refusal-incomplete = Still missing: { $missing }.
    .instead = Fill that in; anything else can come later.
refusal-unknown-lecture-kind = There is no kind “{ $kind }”.
    .instead = Choose one of the kinds listed.
refusal-reason-needed = No reason is given.
    .instead = Give the reason in one sentence.
refusal-wrong-state-planned = It is only planned and has not been held, so this cannot be done.
    .instead = Once it is held, hand in the record first.
refusal-wrong-state-delivered = Its record is not in yet, or is late and waits for agreement, so this cannot be done.
    .instead = Hand in the record first; if it waits, let the office above agree or not agree first.
refusal-wrong-state-recorded = Its record is in, so this cannot be done.
    .instead = To change what it says, use “Mend”.
refusal-wrong-state-verified = Its record is verified, so this cannot be done.
    .instead = To change what it says, use “Mend”; to do it over, have it sent back first.
refusal-wrong-state-sent-back = Its record was sent back, so this cannot be done.
    .instead = Mend it and hand it in again first.
refusal-wrong-state-cancelled = It did not take place, so this cannot be done.
    .instead = If another was held, record that as a new one.
missing-host = who holds it
missing-speaker = speaker
missing-content = content
missing-time = time
schedule-refusal-day-over = { $on } is over.
    .instead = Give today or a later day; if it was held already, hand in the record.
schedule-refusal-reason-needed = With { $days ->
    [one] one day
   *[other] { $days } days
} left, a change needs a reason.
    .instead = Give the reason in one sentence.
facts-refusal-future = { $on } has not come yet, so it cannot have been held.
    .instead = Check the date; what has not been held yet belongs in the plan.
facts-refusal-ends-before-it-begins = It ends before it begins.
    .instead = Check both times.
facts-refusal-arithmetic = { $present } present is more than the { $expected } expected.
    .instead = Check both numbers; guests belong among those expected.
facts-refusal-hosts-do-not-add-up = The numbers of those who held it add up to { $sum }, not to the whole of { $whole }.
    .instead = Check the numbers; if they cannot be told apart, give only the whole.
facts-refusal-host-twice = One { -organisation } is named twice.
    .instead = Remove one of them.
record-refusal-reason-needed = { $workdays ->
    [one] One workday has
   *[other] { $workdays } workdays have
} passed since, so a late record needs a reason.
    .instead = Give the reason in one sentence.
record-refusal-approval-needed-township = { $days ->
    [one] One day has
   *[other] { $days } days have
} passed since, so the { -township } must agree to a late record.
    .instead = Fill it in and hand it in; it counts once agreed to.
record-refusal-approval-needed-county = { $days ->
    [one] One day has
   *[other] { $days } days have
} passed since, so the { -county } must agree to a late record.
    .instead = Fill it in and hand it in; it counts once agreed to.
record-refusal-own-approval = Nobody agrees to their own late record.
    .instead = Another person must agree to it.
verify-refusal-own-work = Nobody verifies a record of their own.
    .instead = Another person must verify it.
decline-refusal-own-work = Nobody answers their own late record.
    .instead = Let another person answer it.
decline-refusal-office-township = This late record is for the { -township } to answer.
    .instead = Tell the { -township }.
decline-refusal-office-county = This late record is for the { -county } to answer.
    .instead = Tell the { -county }.
decline-refusal-wrong-state = This late record has been answered already.
    .instead = Open the page again to see how it stands.
send-back-refusal-deadline-over = The deadline { $until } is over.
    .instead = Give a day after today.
correct-refusal-nothing-changed = Nothing was mended: it says the same as before.
    .instead = Change what is wrong and hand it in; if nothing is wrong, leave it.
substitute-refusal-no-speaker = Nobody is named to speak instead.
    .instead = Name who actually spoke.
substitute-refusal-same-speaker = The same speaker is named as before.
    .instead = If nobody stepped in, leave it; otherwise name who actually spoke.
part-refusal-no-such-part = There is no such part.
    .instead = Choose one of the parts listed.
part-refusal-fell-out-already = This part is already marked as fallen out.
    .instead = Nothing more is needed.
attendance-refusal-not-on-the-roster = Not on the roster when it began, so not counted.
    .instead = Check the name; for someone who has moved here, enter the day of the move in the roster first.
attendance-refusal-was-present = Present at the time, so there is nothing to make up.
    .instead = Nothing more is needed.
attendance-refusal-made-up-already = This one has been made up already.
    .instead = Nothing more is needed.
attendance-refusal-outside-the-time = Outside the time for making up, which ends on { $last }.
    .instead = Check the date; after the time, attend a later one.
attendance-refusal-not-held = It did not take place or does not count, so it cannot be made up for.
    .instead = Make up with another one.
attendance-refusal-not-enough = Too few minutes or answers to count as made up.
    .instead = Complete the time and the answers, then record it again.
demo-doors = The pages are at { $address }. One link a role, each works once; Ctrl+C stops.
demo-door = { $role }, { $organisation }
serving = The pages are at { $address }; Ctrl+C stops.
