# English: the quarter's bulletin. How it is written is told at the head of base.ftl.

limit-rectify = What a bulletin finds wanting is put right within { $days } workdays of its day.

## What figures are called, and what they are made of

report-sessions = sessions
report-sessions-means = Held in the period and on record; one that several held together is one.
report-joint = joint sessions
report-joint-means = Sessions that several organisations held together.
report-themed = themed { -lecture(form: "many") }
report-themed-means = Sessions recorded as themed.
report-micro = { -micro(form: "many") }
report-micro-means = Sessions that were { -micro(form: "many") }; they are counted apart.
report-expected = expected attendances
report-expected-means = Head counts expected, of the sessions that say both counts.
report-present = attendances
report-present-means = Head counts present, of the sessions that say both counts.
report-coverage = { -member(form: "many") } covered
report-coverage-means = { -member(form: "many") } present at least once in the period; each is one.
report-members = { -member(form: "many") } in all
report-members-means = { -member(form: "many") } on record at the end of the period.
report-late = late records
report-late-means = Sessions recorded later than the workdays allowed; those of an imported ledger are left out.
report-sent-back = records sent back
report-sent-back-means = Sessions whose record was sent back and is not put right yet.
report-class = sessions by speakers of the class: { $class }
report-class-means = Sessions whose main speaker is of this class; each session is in one class, and the classes add up to the sessions.
report-owing = { $duty }: owing
report-owing-means = { -organisation(form: "many") } with this duty, neither closed nor exempt.
report-met = { $duty }: held in time
report-met-means = Of those owing, the ones that held enough in the period.
report-made-up = { $duty }: made up
report-made-up-means = Of those owing, the ones that made it up after the period.
report-done = { $duty }: done
report-done-means = Of those owing, the ones that held enough in time or made it up.
report-undone = { $duty }: not done
report-undone-means = Of those owing, the ones that have not held enough.
report-again = { $duty }: not done twice running
report-again-means = Not done in this period nor in the one before.
report-excused = { $duty }: exempt
report-excused-means = Exempt by the rules or by a decision; not among those owing.
report-closed = { $duty }: closed or merged
report-closed-means = Closed or merged within the period; not among those owing.

## The text of a bulletin

bulletin-title = Bulletin on { $programme }, { $period }
bulletin-to-units = To each { -township }
bulletin-part-overall = 1. The whole
bulletin-part-highlights = 2. What was done well
bulletin-part-problems = 3. What is wanting
bulletin-part-demands = 4. What is to be put right
bulletin-part-corrections = Corrections
bulletin-basis = This bulletin on { $programme } tells of { $period } ({ $dates }). Its figures are those on record on { $day }, history number { $number }.
bulletin-sessions = { $name }, { $period }: { $sessions } sessions, of which { $themed } themed, { $micro } { -micro(form: "many") } and { $joint } held by several together.
bulletin-duty = { $duty }: { $owing } owing, { $done } done ({ $share }), { $undone } not done.
bulletin-duty-made-up = Of those done, { $made-up } were made up.
bulletin-duty-excused = Besides, { $excused } were exempt; they are not among those owing.
bulletin-duty-closed = Besides, { $closed } were closed or merged; they are not among those owing.
bulletin-class = { $class }: { $count }
bulletin-classes = Sessions by class of speaker: { $classes }.
bulletin-people = Covered: { $coverage } of { $members } { -member(form: "many") } ({ $coverage-share }); attendances: { $present } of { $expected } expected ({ $turnout-share }).
bulletin-year-before = The same time a year before ({ $period }): { $sessions } sessions, { $coverage } { -member(form: "many") } covered.
bulletin-leading = All that was owed was done in { $units }.
bulletin-foremost = { $kind }: the largest shares of { $duty } were done in { $units }.
bulletin-leading-none = No unit large enough to compare did all it owed this time.
bulletin-shown = “{ $title }” ({ $host }, { $day })
bulletin-shown-all = Worth a look: { $lectures }.
bulletin-numbered = { $number }. { $text }
bulletin-unit-count = { $unit } ({ $count })
bulletin-itself = the organisation itself
bulletin-no-problem = Nothing was found that is to be put right.
bulletin-problem-undone = { $duty }: { $count } not done, in { $units }.
bulletin-problem-again = { $duty }: { $count } not done twice running, in { $units }.
bulletin-problem-late = Late records: { $count }, in { $units }.
bulletin-problem-sent-back = Records sent back and not put right yet: { $count }, in { $units }.
bulletin-post-above = the organisation above
bulletin-demand-undone = { $duty }, not done: the { $post } says why, and by { $day } settles speaker, content and time for the next period.
bulletin-demand-again = { $duty }, not done twice running: the organisation above talks with the { $post }, who reports by { $day } what was put right.
bulletin-demand-late = Late records: the { $post } answers for handing records in within { $workdays } workdays from now on, and reports by { $day }.
bulletin-demand-sent-back = Records sent back: the { $post } puts them right and hands them in again by { $day }.
bulletin-demand-look-again = All of this is looked at again, point by point, after { $day }.
bulletin-demand-go-on = Go on as now.
bulletin-correction = { $number }. In bulletin { $bulletin }, { $figure } was { $was }; it is { $now }.
bulletin-witness = History entry { $number }, root { $root }
bulletin-figure-at = { $unit }, { $period }, { $figure }

## Names of figures while drafting

bulletin-name-of = { $unit }, { $figure }
bulletin-name-before = a year before, { $figure }
bulletin-name-was = correction { $number }, was
bulletin-name-now = correction { $number }, now
bulletin-share-done = { $duty }: share done
bulletin-share-coverage = share covered
bulletin-share-turnout = share attending
bulletin-proofread-unknown = No figure is called “{ $name }”. Only the names listed below may stand in braces.
bulletin-proofread-dropped = The figure “{ $name }” stood there and does so no more.
bulletin-proofread-typed = { $number } is typed by hand: nobody can look up what it is made of.

## Annexes

bulletin-remark-excused = exempt { $count }
bulletin-remark-closed = closed { $count }
bulletin-annex-standing = What was owed and held, { $period }
bulletin-annex-problems = What is wanting
bulletin-annex-note = Places are given only among units of one kind. Of fewer than { $people } that owe something, no place and no percentage is given, only numbers.
bulletin-head-number = No.
bulletin-head-unit = { -organisation(form: "one") }
bulletin-head-share = share
bulletin-head-themed = themed
bulletin-head-expected = expected
bulletin-head-present = present
bulletin-head-turnout = attending
bulletin-head-covered = covered
bulletin-head-undone = not done
bulletin-head-rank = place
bulletin-head-remark = remarks
bulletin-head-problem = what
bulletin-head-count = count
bulletin-head-places = which
bulletin-head-post = who answers
bulletin-head-by = by
bulletin-row-whole = together
bulletin-row-itself = With the organisation itself, together:

## When it cannot be done

bulletin-refusal-no-quarter = “{ $text }” is no period of bulletins.
    .instead = Write it so: 2020-Q3.
bulletin-refusal-before = The programme began only on { $day }.
    .instead = Choose a later period.
bulletin-refusal-not-over = This period ends on { $day }.
    .instead = Compose its bulletin after that day; how the month goes is in its summary.
bulletin-refusal-published = This bulletin is published and changes no more.
    .instead = Figures that are to be corrected stand in the next one, under “Corrections”.
bulletin-refusal-sums-disagree = The figures do not add up: { $figure } is { $count }, and its parts make { $sum }.
    .instead = Nothing was written. Run kaijiang doctor and kaijiang audit verify, and tell the administrator what they say.
bulletin-refusal-words = Figures were dropped, altered or named wrongly.
    .instead = See the list below, put it right and save again; if it is meant so, tick the box and save.
bulletin-refusal-empty = Title and text cannot be empty.
    .instead = Write a title, and leave one paragraph at least.
bulletin-refusal-changed-meanwhile = Somebody else has just changed this bulletin.
    .instead = Open it again and change what it says now.
bulletin-refusal-not-approved = Nobody has agreed to this bulletin yet.
    .instead = Ask another officer to open it and choose “Agree”.
bulletin-refusal-approved-already = Somebody has agreed to this bulletin already.
    .instead = Give it its number, then it can be published.
bulletin-refusal-no-number = It has no number yet.
    .instead = Write the number the office gave it.
bulletin-refusal-number-taken = Another bulletin has the number { $number } already.
    .instead = Check it, and write another.
bulletin-refusal-not-there = There is no such bulletin.
    .instead = Compose it first: kaijiang bulletin compose, or “Compose” on the page of bulletins.
bulletin-refusal-no-figure = The bulletin has no figure “{ $key }”.
    .instead = Keys of figures look like sessions/2020-Q3 or quarterly/2020-Q3/undone.

## How far it is

bulletin-stage-draft = draft
bulletin-stage-approved = agreed to
bulletin-stage-published = published
bulletin-line = { $period }  { $state }  { $number }  { $title }
bulletin-next = Not published yet: another officer agrees to it on the pages, it is given its number, then published.
bulletin-explained = { $unit }, { $period }, { $figure }: { $count } (history number { $number })

## Pages

bulletins-title = Bulletins and summaries
bulletins-compose = Compose a bulletin
bulletins-compose-of = Compose that of the { $period }
bulletins-quarters = Bulletins
bulletins-none = There is no bulletin yet.
bulletins-months = Summaries of months
bulletin-step-compose = Composed
bulletin-step-approve = Agreed to
bulletin-step-number = Number
bulletin-step-publish = Published
bulletin-do-edit = Change the words
bulletin-do-anew = Read the figures anew
bulletin-do-approve = Agree to it
bulletin-do-number = Set
bulletin-do-publish = Publish
bulletin-wait = Another officer agrees to it: nobody agrees to their own.
bulletin-publish-hint = Once published it changes no more; corrections stand in the next one.
bulletin-take-docx = Take it as Word
bulletin-take-pdf = Take it as PDF
bulletin-lectures = Worth a look
bulletin-put-right-by = to be put right by { $day }
bulletin-when-composed = Composed { $at }, figures of history number { $number }
bulletin-when-approved = Agreed to { $at }, figures of history number { $number }
bulletin-when-published = Published { $at }, figures of history number { $number }
bulletin-part-basis = Opening
bulletin-edit-hint = In braces stand the names of figures; on paper they are the figures. Move them as you like, but do not type numbers instead.
bulletin-edit-issuer = Issued by
bulletin-edit-title = Title
bulletin-edit-addressee = To
bulletin-edit-copies-to = Copies to
bulletin-edit-more = one more paragraph
bulletin-edit-meant = It is meant so: keep it
bulletin-edit-save = Save
bulletin-edit-back = Leave it as it was
bulletin-edit-names = Figures that may be used
records-back = Back to the report
records-known-at = As known at history number { $number }
records-heads = { $present } of { $expected } present
