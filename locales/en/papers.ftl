# English: printed papers. How to write here: see the head of base.ftl.
# Printed papers: slip, sign-in sheet, activation slip.

## All papers

paper-page = Page { $page } of { $pages }
paper-date-time = { $date }, { $time }
paper-contact = { $name }, phone { $phone }
paper-font-substituted = Not on this machine: { $wanted }. The PDF uses { $by } instead. To have the originals, put their font files into the font folder named in the settings and print again.
paper-no-such-character = No font here has these characters: { $characters }. They are printed as boxes. Put a font file that has them into the font folder named in the settings and print again.
paper-no-font = Neither “{ $wanted }” nor a Chinese font that could stand for it is on this machine, so no PDF can be made. Install fonts-noto-cjk, or put font files into the font folder named in the settings; or take docx.
paper-typesetter-failed = The PDF could not be set ({ $why }). That is a fault of the program: please tell those who look after it, and take docx for now.

## Slip

lecture-slip-title = Slip of { -lecture(form: "many") }, { $period }
lecture-slip-organisation = For:{" "}
slip-lecture = { $number }. { $duty }
slip-lecture-due = { $number }. { $duty }, by { $due }
slip-planned = Planned
slip-changed = Changes, by hand
slip-when = When
slip-topic = Topic
slip-topic-of-kind = “{ $title }” ({ $kind })
slip-speaker = Given by
slip-venue = Where
slip-open = not settled yet
slip-none = No { -lecture(form: "one") } is planned for this time.
slip-contact = Changes or questions:{" "}
slip-issued-by = Issued by:{" "}

## Sign-in sheet

sign-in-sheet-title = Sign-in sheet for { -lecture(form: "a") }
sign-in-organisation = For
sign-in-topic = Topic
sign-in-when = When
sign-in-venue = Where
sign-in-speaker = Given by
sign-in-number = No.
sign-in-name = Name
sign-in-signature = Signature
sign-in-guests = Others who came
sign-in-guest-from = From
sign-in-expected = Expected
sign-in-present = Present
sign-in-excused = Excused
sign-in-recorded-by = Recorded by

## Activation slip

activation-title = Activation slip
activation-organisation = For:{" "}
activation-person = Person:{" "}
activation-login = Login:{" "}
activation-until = Works until:{" "}
activation-step-scan = 1. Scan the code with the camera of your phone.
activation-step-check = 2. Check that it names you, then do as the page says.
activation-step-keep = 3. From then on open it on this phone; no password.
activation-step-open = 1. Scan the code, or type the address below on a computer.
activation-step-password = 3. Choose a password; from then on sign in with login and password.
activation-address = If you cannot scan it, type this address into the browser of your phone:
activation-contact = If it does not open:{" "}
activation-personal = For you alone; works once. Pass on no photo of it.

## Official papers

official-addressee = { $name }:
official-note = ({ $text })
official-attachments = Annexes: { $name }
official-attachment-numbered = { $number }. { $name }
official-annex = Annex
official-annex-numbered = Annex { $number }
official-copies = Copies to: { $names }.
official-issued-on = Issued { $day }

## Columns of several papers

sheet-number = No.
sheet-organisation = For
sheet-topic = Topic
sheet-speaker = Given by
sheet-when = When
sheet-venue = Where
sheet-audience = Audience
sheet-expected = Expected

## News page

news-source = From { $source }

## Notice of a lecture

notice-title-above = Notice of { -lecture(form: "a") } to come
notice-title-members = Come to { -lecture(form: "a") }
notice-lead-above = { $organisation } has planned { -lecture(form: "a") } as follows:
notice-lead-members = { $organisation } has planned { -lecture(form: "a") }. Please come, and be on time.
notice-people = { $count } people
notice-changed = Changed:{" "}

## List of reminders

reminders-title = Reminders of the week
reminders-none = Nobody has to be reminded this week.
reminders-owed = Still missing
reminders-until = By
reminders-times = Told before
reminders-contact = Whom to phone
reminders-done = Done
reminders-tick = Tick the last column for each one you have reached.

## Schedule

schedule-title = Schedule of { -lecture(form: "many") }, { $period }

## List of responsibilities

responsibility-title = Who answers for { -lecture(form: "many") }
responsibility-duty = What is to be done
responsibility-level = Level
responsibility-post = Post that answers
responsibility-holder = Held by
responsibility-falls-to = While vacant
responsibility-vacant = vacant
responsibility-sees-to = Sees to it that { -branch(form: "many") } below keep to: { $duties }
responsibility-post-of = { $post }, { $organisation }

## Implementation plan

plan-opening = This plan says what is to be done.
plan-opening-basis = This plan rests on { $names }.
plan-paper-title = Implementation plan for “{ $programme }”, { $period }
plan-paper-addressee = All { -organisation(form: "many") } below
plan-paper-scope = “{ $programme }” is carried out by the { $count } { -branch(form: "many") } of { $organisation }.
plan-paper-duty = { $duty }: { $owed } in all, { $settled } of them planned.
plan-paper-nothing = nothing is asked.
plan-goals = Goals
plan-measures = Measures
plan-stages = Schedule
plan-numeral = { $number }
plan-heading = { plan-numeral }. { $text }
plan-subheading = ({ plan-numeral }) { $text }
plan-item = { $number }. { $text }
plan-stage = { $when }: { $text }

## Handover sheet

handover-sheet-title = Handover sheet
handover-sheet-post = Post
handover-sheet-from = Handed over by
handover-sheet-to = Taken over by
handover-sheet-on = On
handover-sheet-open = Still open
handover-sheet-planned = Planned { -lecture(form: "many") }
handover-sheet-accounts = Accounts
handover-sheet-none = None.
handover-sheet-what = What
handover-sheet-note = Note
handover-sheet-account = Account
handover-sheet-holder = Used by
handover-sheet-becomes = What becomes of it
handover-sheet-day = Date
handover-sheet-signs-from = Handed over (signature)
handover-sheet-signs-to = Taken over (signature)
handover-sheet-signs-witness = Witness (signature)
handover-sheet-record = Record of “{ $title }”: { $state }
handover-sheet-ends = ends with the handover, signed out everywhere
handover-sheet-stays = stays
handover-sheet-slip = the next one gets an activation slip

## Binder for an inspection

binder-title = Binder of { -lecture(form: "many") }
binder-period = Period:{" "}
binder-made-by = Made by:{" "}
binder-contents = Contents
binder-plan = Plan
binder-lecture = { $number }. { $topic }
binder-lecture-on = { $number }. { $date }: { $topic }
binder-state = Record
binder-expected = Expected
binder-present = Present
binder-excused = Excused
binder-absent = Absent
binder-made-up = Made up
binder-script = Script
binder-photos = Photos
binder-no-plan = Nothing is planned for this time.
binder-no-lectures = No { -lecture(form: "one") } is on record for this time.
binder-no-script = There is no script.
binder-script-file = The script is a file of its own: { $names }.
binder-script-unnamed = a file without a name
paper-too-many-organisations = There are { $count } { -organisation(form: "many") }; one binder takes { $most }.
    .instead = Print one for each of those below, from its own page.
paper-too-large = Too many photos and scripts: one binder takes { $most } megabytes, or it is hard to send and to open.
    .instead = Print one for each of those below, from its own page.
