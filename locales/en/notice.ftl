# English: a notice from above is read, a plan settled, and put into the rules (F1). How to write: see the head of base.ftl.

draft-doubt-who = It does not say of whom this is asked: please say.
draft-doubt-what = It cannot be told whether this is { -lecture(form: "a") }: please say.
draft-kind-other = no { -lecture } (a meeting, a visit …)
drafted-name = { $kind } { $rhythm }
drafted-window = from { $first } to { $last }

notices-title = Read a notice
notices-what = Bring a notice from above. What it asks, what is done in a rhythm, and its figures are read out of it, each with its sentence. Only what you correct and confirm goes into the rules; until then nothing changes.
notices-file = The notice as a file
notices-file-hint = txt, docx or PDF; doc and wps where LibreOffice is installed on this machine. Text copied from a web page will do: stray pinyin and traditional characters are cleaned away first.
notices-paste = Or paste the text of the notice here
notices-go = Read it
notices-nothing = There is no file and no text yet. Choose a file, or paste the text of the notice, and try again.
notices-kept = Notices read before
notices-kept-hint = The plan is kept with its notice, and all who may change the rules see it.
notices-none = No notice has been read yet.
notices-untitled = A pasted notice
notices-state-open = not confirmed
notices-state-confirmed = confirmed, not in force
notices-state-as-in-force = confirmed; in the rules already
notices-state-in-force = in force

notice-kept-now = Your changes are kept.
notice-pages-left-out = Some pages of this PDF cannot be read and are not below: { $text }. Please compare with the original.
notice-in-force = This plan is in force, by entry { $number } of the history. To change it again, read the new notice.
notice-called = Name of the notice
notice-called-hint = The rules and the history say which notice they rest on.
notice-from = From which day
notice-from-hint = The period that is running ends as it began; the next one from this day on follows the new rule.
notice-duties = What is asked
notice-duties-none = Nothing asked for was found. If the notice asks for something, add them below.
notice-duty = Item { $number }
notice-take = Part of the plan
notice-sentence = Sentence { $number }
notice-added = added by you
notice-held = What is held
notice-minimum = At least how many
notice-period = How often
notice-period-window = Between two days of the year
notice-days-from = From (month-day)
notice-days-until = To (month-day)
notice-days-hint = Write 06-15 for 15 June.
notice-whom = Asked of
notice-who-written = In the notice: { $who }
notice-who-unwritten = The notice names nobody.
notice-post = To be given in person by
notice-post-none = Not asked of persons
notice-name = What it is called
notice-change = And the rules in force
notice-adds = Comes beside them
notice-changes = Replaces “{ $duty }”
notice-choose = Please choose
notice-asks-what = Please say what is held: it cannot be told whether it is { -lecture(form: "a") }.
notice-asks-minimum = Please say how many at least.
notice-asks-when = Please say how often, or between which days.
notice-asks-who = Please say of whom it is asked: the notice does not.
notice-asks-change = Please say whether it comes beside the rules in force or replaces one.
notice-outcome-left = left out
notice-outcome-no-lecture = no { -lecture }
notice-outcome-open = please say
notice-outcome-same = in the rules already
notice-outcome-changes = changes a rule
notice-outcome-adds = new
notice-open = { $count ->
    [0] Everything is said
    [one] One thing is for you to say
   *[other] { $count } things are for you to say
}
notice-reminders = Done in a rhythm
notice-reminders-none = Nothing done in a rhythm was found.
notice-how-often = How often
notice-rhythm-left = left out
notice-rhythm-same = The program does so already: { $line }
notice-rhythm-otherwise = The program does it { $rhythm }, which cannot be set; what the notice says is for people to do.
notice-rhythm-changes = Now { $rhythm }; as the notice says once the plan is in force.
notice-rhythm-people = Done by people; the program does not do it for them.
notice-figures = Figures
notice-figures-hint = For comparison only: they go into no rule and change no record.
notice-figures-none = No figures were found.
notice-figure = Figure { $number }
notice-reminder = Rhythm { $number }
notice-figure-ours = Here: { $figure }
notice-value-exact = { $value } { $unit }
notice-value-more = more than { $value } { $unit }
notice-value-nearly = nearly { $value } { $unit }
notice-value-about = about { $value } { $unit }
notice-text = The text (cleaned)
notice-text-hint = Before each sentence its number, behind it what was read from it.
notice-original = The text before cleaning
notice-download = Download the original
notice-add = Add something asked
notice-add-from = Resting on
notice-add-go = Add
notice-keep = Keep
notice-confirm = Confirm, and see what changes
notice-drop = Take this notice away
notice-see-plan = See what changes

amends-title = What changes
amends-back = Back to the plan
amends-before = Now
amends-after = Then
amends-whole = The whole rule
amends-nothing = The rules in force ask this already; nothing has to change.
amends-who = Whose standing changes
amends-who-hint = As of { $day }.
amends-who-none = As of { $day } nobody’s standing changes; later periods follow the new rule.
amends-column-duty = Asked
amends-column-period = Period
amends-column-change = Change
amends-column-count = How many
amends-change = { $was } → { $would }
amends-more = { $count } more
amends-go-title = Put in force
amends-reason = Why (kept in the history)
amends-reason-filled = after “{ $name }”
amends-go = In force from { $day }
amends-go-hint = Plans, reminders and standings then follow the new rules; earlier periods stay as they are. The history says by whom and after which notice.
amends-rules-file = Download the changed rules
amends-done = It is in force, by entry { $number } of the history.
amends-see-plan = See the plan
amends-see-entry = See the entry
amends-untouched = Left out

amend-open = { $count ->
    [one] One thing is not said yet, and the plan is not confirmed.
   *[other] { $count } things are not said yet, and the plan is not confirmed.
}
    .instead = Settle each place marked “?”; what is not part of the plan, untick.
amend-past = { $day } is past: nothing new can be asked from then on.
    .instead = Choose today or a later day.
amend-newer = “{ $duty }” has a changed rule from that day or a later one.
    .instead = Choose a later day.
amend-moved = The rules were changed while you looked, and the plan is not in force.
    .instead = Look again at what changes, then put it in force.
amend-in-force = This plan is in force by entry { $number } of the history and cannot be changed.
    .instead = To change the rules, read the new notice.

# rules show: the section [draft]
section-draft = Words for reading notices
draft-shows-lecture = What { -lecture(form: "many") } are called: { $names }.
draft-shows-micro = What { -micro(form: "many") } are called: { $names }.
draft-shows-themed = What says that one is themed: { $names }.
draft-shows-not-lectures = Held as often, and none: { $names }.
draft-shows-whom = { $names }: this means { $whom }.
draft-shows-whom-post = { $names }: this means the { $post } in person.
draft-shows-whom-post-of = { $names }: this means the { $post } of a { $whom } in person.
draft-shows-window = { $names }: each year from { $first } to { $last }.
draft-shows-reminder = “{ $kind }” in a rhythm: { $names }.
draft-shows-figure = Figure “{ $figure }”: counted in { $units }{ $has ->
    [yes] , with { $names } beside it
   *[no] { "" }
}.
