# English: inspections, findings, interviews. How to write: see the head of base.ftl.

## Findings

finding-severity-slight = slight
finding-severity-ordinary = ordinary
finding-severity-serious = serious

finding-stage-found = found
finding-stage-ordered = rectification ordered
finding-stage-measured = measures filed
finding-stage-proven = proof filed, to be re-checked
finding-stage-rechecked = re-checked, to be closed
finding-stage-closed = closed
finding-stage-withdrawn = withdrawn

finding-step-order = Order rectification
finding-step-measure = File measures
finding-step-prove = File proof
finding-step-pass = Re-check passed
finding-step-fail = Re-check failed
finding-step-close = Close
finding-step-ask-extension = Ask for more time
finding-step-extend = Grant more time
finding-step-decline = Decline more time
finding-step-reopen = Re-open
finding-step-appeal = Appeal
finding-step-uphold = Uphold the appeal
finding-step-dismiss = Dismiss the appeal
finding-step-withdraw = Withdraw

finding-part-inspector = the inspector
finding-part-responsible = the person responsible
finding-part-office = the office that gave the order
finding-part-above = the office one level up

finding-waiting-order = waits for the order
finding-waiting-rectification = to be put right, with proof, by { $day }
finding-waiting-overdue = was to be put right by { $day }, { $workdays ->
        [one] one workday
       *[other] { $workdays } workdays
    } ago; the office one level up has been told
finding-waiting-extension = more time was asked for on { $day } and nobody has answered; the office one level up has been told, and it is no delay of the person responsible
finding-waiting-recheck = to be re-checked by another person by { $day }
finding-waiting-recheck-late = was to be re-checked by { $day }; the office one level up has been told, and it is no fault of the unit
finding-waiting-closing = waits to be closed
finding-waiting-answer = the appeal is answered by { $day }; until then no deadline runs
finding-waiting-answer-late = the appeal was to be answered by { $day }; the office one level up has been told
finding-waiting-looking-back = closed; looked at again until { $day }
finding-waiting-nothing = nothing to do

finding-refusal-wrong-stage = This finding is “{ $stage }” now, and this cannot be done with it.
    .instead = See the next steps on its page.
finding-refusal-wrong-part = Only { $part } can do this.
    .instead = Pass it on to { $part }.
finding-refusal-words-needed = Nothing is written for “{ $step }”.
    .instead = Write a few sentences and hand it in again.
finding-refusal-another-person = A re-check or an answer is another person’s: not of whoever found it, worked on it or took the step.
    .instead = Ask somebody who has not dealt with it.
finding-refusal-extended-already = The deadline may be extended { $most ->
        [one] once
       *[other] { $most } times
    }, and it has been.
    .instead = Keep to the deadline as it is; if that is not possible, say so with the proof.
finding-refusal-not-asked = Nobody has asked for more time.
    .instead = Wait until the person responsible asks.
finding-refusal-asked-already = More time was asked for already and is not answered yet.
    .instead = Wait for the answer.
finding-refusal-deadline-over = The deadline ({ $day }) is over, and no more time can be asked for.
    .instead = Put it right soon and file the proof; late proof is taken too.
finding-refusal-appeal-open = An appeal is open, to be answered by { $day }.
    .instead = Answer the appeal first.
finding-refusal-no-appeal = No appeal is open.
    .instead = There is nothing to answer.
finding-refusal-nothing-to-contest = There is no decision to appeal against now: an order, a failed re-check, a declined extension and a re-opening can each be contested once.
    .instead = Appeal when there is a new decision.
finding-refusal-appeal-over = The time for an appeal is over; the last day was { $day }.
    .instead = Say what you do not agree with in the measures.
finding-refusal-no-relapse = The time of looking back ({ $day }) is over, and this finding cannot be re-opened.
    .instead = Put it on record as a new finding.
finding-refusal-before-last-step = The day is before the last step ({ $day }).
    .instead = Give a day on or after it.

interview-refusal-with-oneself = Both sides of the interview are one person.
    .instead = Let somebody else lead it.
interview-refusal-not-the-one = The leader writes the minutes and the person talked to agrees; nobody else can do either, or read them.
    .instead = It has to be done in person.
interview-refusal-words-needed = Nothing is written of what was said.
    .instead = Write a few sentences and hand it in again.
interview-refusal-future = { $day } is still to come; minutes cannot be written before.
    .instead = Write them when the talk was held.
interview-refusal-not-held = There are no minutes yet.
    .instead = Wait until the leader has written them.
interview-refusal-held-already = The minutes are filed and cannot be written anew.
    .instead = The person talked to can add a remark when agreeing.
interview-refusal-agreed-already = They were agreed to already.
    .instead = There is nothing left to do.

oversight-rectify = A finding is put right within { $slight } workdays when slight, { $ordinary } when ordinary and { $serious } when serious, from the day of the order; without proof by then the office one level up is told.
oversight-no-extension = The deadline cannot be extended.
oversight-extension = The deadline can be extended { $times ->
        [one] once
       *[other] { $times } times
    } by { $days } workdays, when asked for before it is over.
oversight-recheck = Another person re-checks within { $days } workdays of the proof; the same thing found again within { $months } months of the closing re-opens it.
oversight-appeal = Each decision can be contested within { $days } workdays, and is answered within { $answer }.
oversight-draw = At least { $random }% of the checks are drawn at random from a public seed; { $second }% are looked at by a second person.

## Inspections and draws

inspection-kind-patrol = patrol
inspection-kind-spot-check = spot check
inspection-kind-self-check = self-check
inspection-announced-yes = announced
inspection-announced-no = unannounced
inspection-choosing-random = drawn at random
inspection-choosing-weighted = drawn by risk
inspection-choosing-picked = picked

inspection-field-question = what is to be found out
inspection-field-population = which records belong to it
inspection-field-period = of which time
inspection-field-strata = how many of each stratum
inspection-field-tolerable = the tolerable share of failures
inspection-field-confidence = how sure it is to be
inspection-field-size = how many in all
inspection-field-failed = what counts as failed
inspection-field-drawn-by = who draws
inspection-field-inspectors = who inspects
inspection-field-on-failure = what happens on failure
inspection-field-public-value = which public value
inspection-field-secrets = who adds a secret to the seed (two at least)

inspection-plan-incomplete = The plan of the draw still lacks: { $fields }.
    .instead = Add it and register again. It is settled before the draw and does not change after it.
inspection-plan-quotas = The strata add up to { $sum }, the plan says { $drawn }.
    .instead = Make both the same.
inspection-plan-too-few-random = Too few are drawn at random; { $least } at least have to be.
    .instead = Pick fewer, or draw more.

drawing-stage-registered = plan registered
drawing-stage-frozen = frame frozen
drawing-stage-drawn = drawn
drawing-stage-finished = all checked
drawing-stage-aborted = aborted

drawing-refusal-times = The times are not one after another.
    .instead = First the frame is frozen, then all who take part commit, then they reveal, and last comes the public value.
drawing-refusal-wrong-stage = This draw is “{ $stage }” now, and this cannot be done with it.
    .instead = See the next steps on its page; one number is one draw.
drawing-refusal-too-early = It is too early; wait until after { $from }.
    .instead = Do it then.
drawing-refusal-too-late = It is too late; the time ended at { $until }.
    .instead = Who did not reveal in time is named with the result, and the draw goes on.
drawing-refusal-not-in-the-plan = “{ $who }” is not named in the plan.
    .instead = Check the name.
drawing-refusal-twice = “{ $who }” has handed this in already.
    .instead = It cannot be handed in again; abort this draw with a reason and begin another number.
drawing-refusal-not-committed = “{ $who }” did not commit before, and cannot reveal.
    .instead = The draw goes on without it.
drawing-refusal-nobody-committed = Nobody committed; such a seed could be reckoned beforehand.
    .instead = Abort this draw and register another number.
drawing-refusal-words-needed = Something is left empty.
    .instead = Fill it in and hand it in again.
drawing-refusal-still-to-check = Still to be checked: { $left }.
    .instead = Check all; what cannot be produced counts as failed.

sample-refusal-no-records = There are no records to draw.
    .instead = Check which records and which time are asked for.
sample-refusal-too-many-records = Too many records; it is reckoned for { $number } at most.
    .instead = Draw in parts.
sample-refusal-nothing-tolerable = With not a single failure tolerable only a look at every record could prove it.
    .instead = Give a share above 0, or check all.
sample-refusal-all-tolerable = With 100% tolerable there is nothing to find.
    .instead = Give a share below 100%.
sample-refusal-no-such-confidence = The confidence lies between 0 and 100%; no draw makes it certain.
    .instead = 95% is usual.
sample-refusal-too-many-allowed = Too many failures are allowed; { $number } at most.
    .instead = Allow fewer.
sample-refusal-more-drawn = More are drawn than there are.
    .instead = Check both numbers.
sample-refusal-too-many-drawn = Too many are drawn to reckon with; { $number } at most.
    .instead = Ask for less, or check all.
sample-refusal-more-failed = More failed than were drawn.
    .instead = Check both numbers.
sample-refusal-fewer-than-strata = There are { $number } strata, and each needs one at least.
    .instead = Draw more, or join strata.
sample-refusal-rates = The good share has to be below the bad one.
    .instead = Check both shares.

draw-refusal-empty-frame = The frame has no record.
    .instead = Check the file.
draw-refusal-not-a-line = Line { $line } of the frame is not stratum, id and hash.
    .instead = Use the file as it was published.
draw-refusal-out-of-order = Line { $line } of the frame is not in the order of the ids.
    .instead = Use the file as it was published; another order is another hash.
draw-refusal-not-a-field = “{ $name }” cannot be used: it is empty, or has line breaks in it.
    .instead = Write it otherwise.
draw-refusal-not-a-hash = The hash of { $name } is not written as one.
    .instead = A hash is 64 hexadecimal digits in lower case.
draw-refusal-twice = “{ $name }” is there twice.
    .instead = Keep one.
draw-refusal-weak-secret = The secret of “{ $name }” is too short and could be guessed.
    .instead = It needs 32 hexadecimal digits (128 bits) at least.
draw-refusal-other-secret = “{ $name }” revealed another secret than it committed to.
    .instead = Reveal the right one; else it is recorded as not revealed.
draw-refusal-copied-commit = The commitment of “{ $name }” is that of another.
    .instead = Each makes its own.
draw-refusal-not-a-seed = The seed is not written as one.
    .instead = A seed is 64 hexadecimal digits.
draw-refusal-no-such-stratum = The frame has no stratum “{ $name }”.
    .instead = Check its name.
draw-refusal-too-few = “{ $name }” has only { $records } and cannot give so many.
    .instead = Draw fewer of it.
draw-refusal-no-such-weight = The weight of { $name } cannot be used: it is not in the frame, or outside 1 to 8.
    .instead = Check id and weight.

inspection-size = Of { $records } { $kind ->
        [session] sessions
       *[other] records
    }, { $drawn } are drawn, and { $allowed ->
        [0] all of them have to pass
       *[other] at most { $allowed } of them may fail
    }. When that is so, one can be { $confidence }% sure that fewer than { $toomany } are bad. Mind: a good unit (with { $quarter } bad ones) would still fail in { $fails }% of all draws.
inspection-none-failed = Of { $records } { $kind ->
        [session] sessions
       *[other] records
    }, { $drawn } were drawn at random from a public seed, and all passed. If { $toomany } ({ $tolerable }%) were bad, the chance of such a result would be { $risk }% at most. So one can be { $confidence }% sure that fewer than { $tolerable }% are bad ({ $most } at most).
inspection-none-failed-not-shown = Of { $records } { $kind ->
        [session] sessions
       *[other] records
    }, { $drawn } were drawn at random from a public seed, and all passed; but too few were drawn: up to { $most } could be bad ({ $confidence }% sure), so it is not shown that fewer than { $tolerable }% are. Next: go on down the same list.
inspection-within = Of { $records } { $kind ->
        [session] sessions
       *[other] records
    }, { $drawn } were drawn at random from a public seed, and { $failed } failed. Of all, { $least } to { $most } are bad (each end { $confidence }% sure), fewer than { $tolerable }%. Next: put right what was found.
inspection-not-shown = Of { $drawn } drawn, { $failed } failed. Of all { $records } { $kind ->
        [session] sessions
       *[other] records
    }, { $least } to { $most } are bad (each end { $confidence }% sure). It is not shown that fewer than { $tolerable }% are. Next: put it right level by level, and go on down the same list.
inspection-shows = Apart from these, { $checked } were picked and checked, and { $failed } failed. They were picked: they show trouble, and no share.
inspection-nothing-checked = None of the records drawn at random has been checked.
    .instead = Check them first.

inspection-verdict-passed = passed
inspection-verdict-failed = failed
inspection-verdict-not-produced = could not be produced; counts as failed
inspection-verdict-replaced = replaced by the next: { $reason }
inspection-reason-nothing-due = nothing is due there yet, and the plan is looked at instead
inspection-reason-out-of-reach = out of reach
inspection-reason-elsewhere = somebody else is looking into it

inspection-honesty = Self-check beside inspection: { $alike } alike, { $glossed } good by its own word and bad by the inspector’s, { $stricter } stricter with itself than the inspector.
