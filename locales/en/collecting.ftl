# English: the pages of returns (send out, take back, merge, hand in, fill in). How to write: see the head of base.ftl.

returns-title = Returns
returns-none = There are no returns now.
returns-open = Send out a return
returns-open-what = Name and dates are filled in already; change what does not fit. All that is recorded is filled into the form of each unit.
returns-open-go = Send out
returns-suggested-name = Ledger of { $month }
returns-suggested-plan = Plan of { $period }
returns-suggested-roster = Roster as of { $month }
returns-tab-ledger = Ledger
returns-tab-plan = Plan: { $duty }
returns-tab-roster = Roster
returns-which-form = What is asked for
returns-roster-hint = A roster is of no days: what goes out is who is on it today.
returns-name = Name
returns-office = Asked by
returns-answered = Answered
returns-due = Wanted
returns-state = State
returns-all = All returns
returns-own-done = Handed in, or closed
returns-count = { $answered } of { $asked }
returns-state-open = open
returns-state-late = overdue
returns-state-whole = complete
returns-state-closed = closed
returns-late = overdue
returns-task = { $office } asks for “{ $name }”{ $has ->
    [yes] , { $until }
   *[no] { "" }
}
returns-take-form = Get the form
returns-hand-in = Hand in
returns-fill = Fill in on the page
returns-answered-at = handed in { $at }
returns-not-answered = not handed in
returns-filled-by = Who fills it in
returns-from = From
returns-until = Until
returns-due-on = Wanted on
returns-due-at = At what time
returns-plan-hint = Forms hold what is planned between the two days, and a blank row for what is owed there and not planned yet.
returns-dates-hint = The { -lecture(form: "many") } held between the two days are filled into the forms. Dates may be left out.
returns-note = What else to say
returns-not-a-day = “{ $text }” cannot be read as a day or a time. Write them as 2020-12-04 and 17:00.

returns-heading = { $name }: { $answered } came back, { $missing ->
    [0] none is missing
    [one] one is missing
   *[other] { $missing } are missing
}
returns-take = Files that came back
returns-take-go = Take them in
returns-take-hint = As many files at once as you like, under any name: whose each is, is told by what is in it.
returns-no-file = No file is chosen yet. Choose the file to hand in, then press again.
returns-file-taken = { $unit }, { $count ->
    [one] one row
   *[other] { $count } rows
}
returns-file-asked = needs a word from you
returns-file-replaced = { $unit }, not used
returns-is-merged = merged
returns-recognised = column “{ $header }” is “{ $column }”
returns-absent = not in the file: { $columns }
returns-asks = To look at ({ $count })
returns-put-aside = Files that are not used ({ $count })
returns-use-this = Use this one
returns-use-earlier = Use the earlier one
returns-choose = choose
returns-answer = Note it
returns-which-column = Which column is “{ $column }”?
returns-new-row = a new one

returns-chase = Remind them ({ $count } silent)
returns-chase-paste = Text for the chat group
returns-chase-text = { $office }: “{ $name }” is wanted{ $has ->
    [yes] { " " }{ $until }
   *[no] { "" }
}. Not here yet: { $names }. Please send the form back soon; if nothing has changed, as it is.
returns-asked-times = { $count ->
    [one] reminded once
   *[other] reminded { $count } times
}, last { $at }
returns-not-asked-yet = not reminded yet
returns-note-asked = Note: they were reminded
returns-nobody-ticked = Nobody is ticked. Tick those you reminded, then press again.

returns-ask = What to ask them
returns-ask-head = { $office }, “{ $name }”: please look at what { $unit } sent back, and answer.
returns-ask-gone = { $count ->
    [one] One row is missing: is it to be deleted, or was it left out?
   *[other] { $count } rows are missing: are they to be deleted, or were they left out?
}
returns-ask-conflicts = { $count ->
    [one] One cell was changed here too: which is right?
   *[other] { $count } cells were changed here too: which are right?
}
returns-ask-both = { $what }, { $column }: here “{ $held }”, in your file “{ $returned }”
returns-ask-left = { $count } more, by telephone.

returns-merge = Merge
returns-count-new = new { $count }
returns-count-same = same { $count }
returns-count-changed = changed { $count }
returns-count-gone = gone { $count }
returns-count-conflicts = conflicts { $count }
returns-all-new = Take all new ones
returns-all-changed = Take all changes
returns-merge-how = Takes this kind alone and leaves the rest. To go through them, unfold the units, choose, and press “Merge as chosen” at the end.
returns-what-head = Which one
returns-what = { $organisation }, { $on }, “{ $title }”
returns-what-planned = { $organisation }, { $item }
returns-what-member = { $organisation }, { $name }{ $has ->
    [yes] {" "}({ $born })
   *[other] {""}
}
returns-cell = Cell
returns-sent = As sent
returns-held = As held now
returns-returned = As it came back
returns-take-which = Take
returns-whole-row = whole row
returns-there = there
returns-not-there = not there
returns-changed-here = there, changed here since
returns-kind-new = new
returns-kind-changed = changed
returns-kind-gone = gone
returns-kind-conflict = conflict
returns-pick-returned = theirs
returns-pick-held = ours
returns-pick-later = ask first
returns-pick-delete = delete
returns-pick-stay = keep
returns-pick-ask = keep and ask
returns-pick-take = take
returns-pick-not = do not take
returns-merge-go = Merge as chosen
returns-merge-hint = Conflicts and rows that are gone stay as they are unless you choose. A merge can be undone as a whole.
returns-left = { $count } more are shown once these are merged.
returns-nothing-left = Nothing is left to decide.
returns-merged = { $files ->
    [one] One file is merged
   *[other] { $files } files are merged
}: { $new } new, { $changed } corrected, { $gone } deleted.
returns-merged-files = { $count ->
    [one] One file is merged, with an entry in the history.
   *[other] { $count } files are merged, each with an entry in the history.
}
returns-refused = These were not taken:
returns-undo = Undo the whole merge
returns-undone = { $count ->
    [one] The merge of one file is undone, as if it had not been.
   *[other] The merges of { $count } files are undone, as if they had not been.
}

returns-out = What goes out
returns-forms-zip = Get all { $count } forms (one zip file)
returns-cover = Covering notice
returns-group-text = Text for the chat group
returns-rows = { $count ->
    [one] one row
   *[other] { $count } rows
}
returns-close = Close this return
returns-close-what = Then it takes no more files, and nothing can be merged or undone.
returns-close-go = Close it

returns-asked-by = Asked by { $office }
returns-hand-in-again = Hand in again (instead of the last one)
returns-hand-in-go = Hand in
returns-handed-in = Handed in. Below is what was understood; please look it over.
returns-step-take = Get the form; { $rows } are filled in already:
returns-step-hand-in = When it is filled in, hand the file in:
returns-unchanged = Nothing has changed, hand it in as it is
returns-fill-hint = Who would rather not use a spreadsheet fills in on the page.
returns-own-merged = The office has merged it: it can be replaced no more. If something is wrong, phone them.
returns-own-closed = Nothing can be handed in now: the return is closed, or merged already.
returns-own-answer = handed in
returns-own-asked = not taken yet
returns-yours = Yours
returns-gone-hint = They were sent and did not come back. The office will ask; put back what should stay and hand in again.
returns-others = Others that still have to hand in
returns-filled-in-file = { $unit }-{ $name }-filled in on the page.xlsx

returns-blanks = Still blank
returns-blanks-left = { $count } more rows with blanks are shown once these are saved.
returns-nothing-blank = No cell is blank.
returns-change-row = Change this row
returns-fill-go = Save and hand in
returns-fill-keeps = Leave blank what you do not know. Each saving hands it in; you can change it later.
returns-filled-in = Saved and handed in, { $count ->
    [one] one row
   *[other] { $count } rows
}.
returns-see-answer = See what was handed in
returns-more-rows = What the form has not got
returns-add-row = Add one
returns-paste-how = Copy rows from a sheet and paste them here, best with the column names. Without names in this order: { $columns }.
returns-whole-rows = Complete rows ({ $count })
returns-blank-says-nothing = A cell made blank says nothing: what is recorded stays.
returns-back = Back
returns-remove = This row should not be there
returns-remove-what = The office will see that a row is gone, and decides whether to delete it.
returns-remove-go = Take this row out

return-refusal-of-another = This file belongs to { $name }: it was not taken.
    .instead = Choose the file of your own unit and hand that in.
return-refusal-merged-already = What was handed in is merged: it can be replaced no more.
    .instead = If something is wrong, tell the office: they correct it or undo the merge.
return-refusal-changed-meanwhile = Somebody changed something meanwhile, so it was not done as you saw it.
    .instead = Below is how it stands now: look it over and do it again.
return-refusal-nothing-pasted = No table can be seen in what was pasted.
    .instead = Copy whole rows from a sheet, best with the column names.
