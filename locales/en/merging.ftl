# Returns: files that came back, merging, reminding

return-form-ledger = ledger
return-form-plan = the plan
return-form-roster = the roster
return-filled-by-below = the units below
return-filled-by-branches = every organisation at the base
return-file-taken = taken
return-file-asked = waits for an answer
return-file-replaced = not used

return-asked-whose = { $count ->
    [0] Whose answer it is does not show: no row names an organisation on record.
   *[other] Whose answer it is does not show; its rows name { $names }.
}
    .instead = Say whose it is.
return-asked-twice = The same unit has already sent “{ $file }”.
    .instead = Choose which one stands; on the command line --latest takes the later.
return-asked-not-a-form = { $count ->
    [0] The file cannot be read, or holds no table.
   *[other] The table that is wanted is not in it: { $columns } missing.
}
    .instead = Open it and see whether it is the wrong file; if columns were renamed, say which is what.
return-asked-elsewhere = This row is of { $name }, which is not the sender's.
    .instead = Ask the sender; if it is the other's, the other reports it.
return-asked-doubtful = This row may be a changed one: { $rows }; or a new one.
    .instead = Say which row it is, or that it is new.

return-refusal-not-there = { $count ->
    [0] There is no return called “{ $name }”.
   *[other] There is no return called “{ $name }”. Those there are: { $known }.
}
    .instead = Check the name; if nothing was sent yet, send it: kaijiang return send.
return-refusal-no-name = It has no name.
    .instead = Give it one, as “ledger of November”.
return-refusal-name-taken = A return called “{ $name }” is open already.
    .instead = Choose another name, or close that one first.
return-refusal-nobody-to-ask = Below this organisation nobody could fill the form.
    .instead = Choose another organisation, or others to fill it.
return-refusal-closed = This return is closed.
    .instead = To collect more, send another one.
return-refusal-no-file = There is no such file.
    .instead = Go back to the return and see which files have come.
return-refusal-nothing-to-merge = There is nothing to merge.
    .instead = Take files first; if all is merged, nothing is left to do.
return-refusal-not-merged = There is no merge to undo.
    .instead = Nothing was changed, so nothing needs undoing.
return-refusal-changed-since = { $count ->
    [one] One record was changed again after the merge; undoing would lose that, so nothing was undone.
   *[other] { $count } records were changed again after the merge; undoing would lose that, so nothing was undone.
}
    .instead = Correct them one by one in the ledger.
return-refusal-unknown-decision = “{ $key }” is not among what is to be decided.
    .instead = See what there is with kaijiang return merge --json, and write that.
return-refusal-not-asked = { $name } was not asked in this return.
    .instead = Choose one that the form was sent to.
return-refusal-ends-before = The last day comes before the first.
    .instead = Swap the two days or put them right.

return-by-when = by { $day } { $time }
return-group-text = { $organisation } sends you “{ $name }”. Please fill it in and send the file back{ $has ->
    [yes] { " " }{ $until }
   *[no] { "" }
}. All that is recorded is in it: fill in what is blank and put right what is wrong; if nothing has changed, send it back as it is.
return-sheet-title = { $unit } { $name }

return-line = { $name }: answered { $answered } of { $asked }
return-sent = “{ $name }”: { $count ->
    [one] one form
   *[other] { $count } forms
} written, { $rows } rows filled in.
return-file-line = { $file }: { $unit }, { $count ->
    [one] one row
   *[other] { $count } rows
}, { $state }
return-merge-counts = New rows { $new }, same { $same }, changed cells { $changed }, gone { $gone }, conflicts { $conflicts }.
return-merge-next = Nothing is merged yet. Take all: kaijiang return merge { $name } --take all; conflicts are decided one by one: --decide FILE.
return-undone = { $count ->
    [one] The merge of one file is undone.
   *[other] The merges of { $count } files are undone.
}
return-status-answered = Answered ({ $count }): { $names }
return-status-late = Late ({ $count }): { $names }
return-status-silent = Silent ({ $count }): { $names }
return-asked-again = { $count ->
    [one] Noted: one was reminded.
   *[other] Noted: { $count } were reminded.
}
return-closed = “{ $name }” is closed and takes no more.
