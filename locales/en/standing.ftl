# English: standing, forecast and the pages of an organisation. How to write here: see the head of base.ftl.

## Standing

standing-of = { $duty }, { $period }
crumbs = Above
as-of-day = as of { $day }
another-day = Look from another day
choose-duty = Which duty
choose-period = Which period
standing-days-left = { $days ->
    [one] 1 day left in this period
   *[other] { $days } days left in this period
}
standing-last-day = the last day of this period is today
standing-period-over = this period is over
why = Why?
why-figure = Why is “{ $figure }” this number?
why-to-organisation = See { $name }
standing-exempt-besides = besides, { $count } exempt
standing-closed-besides = besides, { $count } closed
standing-late-note = see who
standing-sessions-before = { $count } in { $period }
standing-of-members = { $share } of { -member(form: "many") }
standing-townships = By { level-township }
standing-below = By { -organisation } right below
standing-itself = Itself
standing-together = Together
standing-only-undone = Only what is not done
standing-all = Show all
standing-all-done = All done.
standing-once = A session held jointly is one and a person who moved is one, so the sums may be less than the rows together.
column-standing-name = Name
column-standing-share = Done
column-standing-done = Done
column-standing-undone = Not done
column-standing-late = May be late
column-standing-overdue = Overdue
column-standing-sessions = Sessions
column-standing-covered = Reached
column-standing-last = Last session
column-standing-state = Now
ago-today = today
ago-yesterday = yesterday
ago-days = { $days } days ago
tag-done = all done
tag-well = on its way
tag-late = may be late
tag-late-count = { $count } may be late
tag-overdue = { $count } overdue
tag-nothing = nothing owed
gauge-told = of { $owing }, { $done } done, { $late } may be late, { $overdue } overdue

## Over time

chart-sessions-by-month = Sessions by month
chart-sessions-by-week = Sessions by week
chart-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
chart-week = { $day }/{ $month }
trend-periods = Period by period
trend-speakers = Who spoke
key-done = done
key-late = may be late
key-overdue = overdue

## Where a figure comes from

figure-owing = Owing { -branch(form: "many") }
figure-owing-means = Those that owe this duty in this period: not closed by this day and not exempt. Exempt ones are listed apart and not counted.
figure-owing-persons = People who owe it
figure-owing-persons-means = Holders of a post that owe this in person in this period; who holds several such posts is counted once.
figure-done = Done
figure-done-means = Of those that owe it, the ones with enough sessions counted, made-up ones included.
figure-undone = Not done
figure-undone-means = Of those that owe it, the ones without enough sessions counted yet: some still have time, some are overdue.
figure-late = May be late
figure-late-means = Of those with time left and not done: the ones that by their usual day may not make it, and the ones with few days left, nothing held and nothing planned. A hint, not a verdict.
figure-overdue = Overdue
figure-overdue-means = The period and the days of grace for records are over, and not enough counted.
figure-excused = Exempt
figure-excused-means = Exempt by rule or by an exemption that was granted; not counted among those that owe it.
figure-closed = Closed
figure-closed-means = Dissolved or merged within this period; not counted among those that owe it.
figure-sessions = Sessions
figure-sessions-means = { -lecture(form: "many") } that ended within this period and are recorded or verified; one sent back counts until its deadline; one held jointly is one.
figure-joint = Joint
figure-joint-means = Of the sessions, those held by several together, each once.
figure-micro = { -micro(form: "many") }
figure-micro-means = Of the sessions, the { -micro(form: "many") }: they are sessions; whether they count towards a duty is up to the rules.
figure-covered = Reached
figure-covered-means = People at home here who were present at one session at least within this period; each is counted once.
figure-members = { -member(form: "many") }
figure-members-means = People at home here by this day; who moved away is listed at the old place too.
figure-class = Spoken by: { $class }
figure-class-means = Of the sessions, those of this class of speakers. Each session is in one class, and all classes add up to the sessions.
figure-records = The records it is made of
figure-back = Back to the standing
figure-shown = { $first } to { $last } of { $count }
figure-by-home = { $count } people, listed by home { -branch }: { $homes } in all.
figure-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
figure-names = Names
figure-nothing = None.

## May be late

forecast-title = Who may be late
forecast-link = Who may be late
forecast-counts = { $open } not done yet, of which { $all } may be late
forecast-means = Reckoned from the days on which each usually had it done, as a hint only: some may have held it and not sent the record yet.
forecast-nobody = By what is usual, nobody will be late.
forecast-copy = Words to send, ready to copy
forecast-text = { $place }: { $what }. Nothing is on record yet for { $count }, which by their usual days may not make it: { $names }. If it was held, please send the record; if not, there is time until { $last }. If anything is in the way, please say so.
forecast-planned = One is planned for { $on }.
forecast-usually-by = Usually held by about { $on }.
forecast-behind = Held in { $done } of { $owed } earlier { $owed ->
    [one] period
   *[other] periods
}, as a rule by about { $on }; nothing on record in this one yet.
forecast-after-the-end = Held in { $done } of { $owed } earlier { $owed ->
    [one] period
   *[other] periods
}, mostly after the end; nothing on record in this one yet.
forecast-never-done = Nothing on record in the { $periods ->
    [one] period
   *[other] { $periods } periods
} before, nor in this one yet.
forecast-no-history = No earlier period was owed; nothing on record in this one yet.
forecast-at-risk = { $days ->
    [one] 1 day left,
   *[other] { $days } days left,
} nothing held and nothing planned.

## One organisation

organisation-duties = Standing
organisation-recent = Latest sessions
organisation-ahead = Planned ahead
organisation-below = Right below
organisation-about = About
organisation-branches = { -branch(form: "many") }
organisation-members = { -member(form: "many") }
organisation-paired = Paired with
organisation-history = History
history-founded = founded on { $on }
history-founded-unknown = the day of founding is not on record
history-split-from = split from { $from } on { $on }
history-moved = under { $under } from { $on }
history-merged = merged into { $into } on { $on }
history-closed = ended on { $on } ({ $why })
history-came-from = related:{" "}
post-held = held
post-vacant = vacant
post-since = since { $from }
plan-no-day = no day yet
plan-no-topic = no topic yet
plan-no-speaker = no speaker yet
plan-incomplete = not complete
below-closed = { $name } (closed)
way-standing = Standing of those below
way-record = Record for it
way-ledger = Ledger
way-plan = Plan
way-people = People
way-excusals = Exemptions
organisation-papers = To print
paper-responsibilities = List of responsibilities
paper-binder = Binder for an inspection ({ $period })
organisations-title = { -organisation(form: "many") }
organisations-name = Name
organisations-find = Find
organisations-several = { $count } have this name; see where each stands before you choose.
organisations-none = Nothing found. A part of the name is enough.
organisations-exact = By this name
organisations-similar = With this in the name
organisations-cut = There are more; write a little more of the name.
organisations-below = Below { $name }
