# English: returns sent out, got back, merged and chased, and tables filled for the body above. How to write here: see the
# head of base.ftl.

## The notice that goes out with a form

cover-title = Notice: please fill in “{ $name }”
cover-lead = “{ $name }” is sent to you with this notice. Please fill it in and give it back.
cover-lead-due = “{ $name }” is sent to you with this notice. Please fill it in and give it back by { $due }.
cover-what-heading = 1. What to fill in
cover-what = Only the cells that are still empty; they are yellow: { $columns }.
cover-held = What is on record stands in the table already and need not be filled in. Where it is wrong, change it in its cell.
cover-how-heading = 2. How to fill it in
cover-how-keep = Please use the table that was sent. Do not make another one, and leave its header as it is. Rows may be sorted and the file renamed.
cover-how-new = What is missing goes into the empty rows at the bottom. Where a row should not be there, delete the row.
cover-back-heading = 3. How to give it back
cover-back = Send the file back the way it came.
cover-back-pages = Sign in at { $address } and put the file there. If you cannot, send the file back the way it came.
cover-contact = Questions: { $name }.

## Tables from above: what columns are called (to recognise tables; several names of one thing are separated by |)

tie-sessions = sessions|number of sessions|{ -lecture(form: "many") }|{ -lecture(form: "many") } held
tie-joint = joint sessions|held jointly
tie-themed = themed { -lecture(form: "many") }|themed sessions
tie-micro = { -micro(form: "many") }
tie-expected = expected|attendances expected
tie-present = present|attendances|turnout
tie-coverage = { -member(form: "many") } reached|coverage
tie-members = { -member(form: "many") }|number of { -member(form: "many") }
tie-late = late records
tie-sent-back = records sent back
tie-class = sessions by { $class }|given by { $class }
tie-owing = owed|owing
tie-met = met in time
tie-made-up = made up
tie-done = done|completed
tie-undone = not done|not completed
tie-again = not done twice running
tie-excused = excused
tie-closed = closed
tie-share-done = completion|completion rate
tie-share-turnout = turnout rate|attendance rate
tie-share-coverage = coverage rate
tie-unit = unit|name of unit|{ -township }|{ -organisation(form: "one") }
tie-own = reporting unit|filled in by
tie-fillers = total|number|of|the

## Tables from above: what a column is

tie-is-unknown = not on record, by hand
tie-is-number = running number
tie-is-unit = name of the row’s { -organisation(form: "one") }
tie-is-own = name of the { -organisation(form: "one") } that fills it in
tie-is-before = { $figure } (the period before)
tie-is-year-before = { $figure } (a year before)
tie-is-year-so-far = { $figure } (the year so far)
tie-is-of-quarter = { $figure } (quarter { $number })
tie-is-of-half = { $number ->
    [1] { $figure } (first half)
   *[2] { $figure } (second half)
}
tie-is-of-month = { $figure } (month { $number })
tie-rows-units = one row for each { -organisation(form: "one") } below
tie-rows-lectures = one row for each { -lecture(form: "one") }
tie-rows-organisations = one row for each { -organisation(form: "one") }
tie-rows-nothing = no rows to fill in, only single cells

## Tables from above: why it is taken so

tie-because-remembered = somebody settled it before
tie-because-name = it says “{ $name }”
tie-because-near-name = it says nearly “{ $name }”
tie-because-nothing = nothing is called so

## Tables from above: once filled in

table-filled = Filled in and written to { $file }: { $period }, { $count ->
    [one] 1 cell
   *[other] { $count } cells
}.
table-remaining = { $count ->
    [one] One place is
   *[other] { $count } places are
} left to be filled in by hand:
table-remaining-line = { $place }  { $header }: { $why }
table-why-not-held = not on record here
table-why-doubtful = it may be “{ $meaning }”, but that is not sure: settle it first
table-why-no-unit = there is no such { -organisation(form: "one") }
table-why-several = several are called so: { $names }
table-why-no-figure = there is no figure of that time, or the figures cannot be added
table-why-no-room = the table has too few empty rows: { $count ->
    [one] 1 row is
   *[other] { $count } rows are
} missing
table-converted = The table came in an old format and was converted to xlsx first. Please look at its layout.
table-cannot-convert = LibreOffice is not on this machine, or it cannot convert this table. Open the table in WPS or Excel, save it as xlsx, and try again.
table-refusal-old-format = This table is no xlsx (it is an xls, an et or a text) and this machine cannot convert it: written directly, it would lose its look.
    .instead = Open it in WPS or Excel, save it as xlsx, and try again.
table-refusal-no-table = No table that can be filled in was found in this file.
    .instead = Its header must lie in the first forty rows and have at least two columns. If it is a scan or a picture, ask the sender for the xlsx.
table-refusal-no-period = It is not clear which period this table is for.
    .instead = Say it, for instance --period 2020-Q3 (a quarter) or --period 2020-09 (a month).
table-refusal-odd-tie = What was settled for this table does not fit it: another number of columns, or something that is not known.
    .instead = Open the page of this table and settle anew what each column is.

## Tables from above: the pages

tables-title = Tables from above
tables-what = Put the empty table here as it came. Its columns are recognised and its figures filled in; it keeps its look and is ready to be sent back.
tables-file = Which table
tables-file-label = File
tables-go = Look at it
tables-period = Period
tables-period-told = as the table says
tables-whose = Whose figures
tables-hint = An xlsx, xls or et; what you take away is always an xlsx. Old formats (xls, et) are converted first, which takes some seconds.
tables-no-file = No file was chosen. Choose the table that came, then “Look at it”.
tables-waiting = Brought within the last day
tables-known = This table was settled before and is filled in the same way. Have a look, then take it.
tables-new = This table is new here. See whether each column was recognised; where not, choose below it. Once taken, it is remembered.
tables-kept = Remembered: the next table of this kind need not be settled again.
tables-count-filled = { $count ->
    [one] 1 cell can be filled in
   *[other] { $count } cells can be filled in
}
tables-count-left = { $count } by hand
tables-left-none = nothing by hand
tables-period-guessed = the table names no period: the last quarter for now, please check
tables-fill = Fill in and download
tables-look-again = Look again with the changes
tables-keep = Only remember
tables-legend = Blue figures were filled in: click one to see its records. Yellow cells are left to you. The rest came with the table.
tables-formulas = { $count ->
    [one] 1 cell is a formula
   *[other] { $count } cells are formulas
} of the table: left alone, reckoned when the file is opened.
tables-formula = formula
tables-is = What it is
tables-asked = What “{ $header }” is
tables-by-hand = by hand
tables-more = { $count ->
    [one] 1 more row is
   *[other] { $count } more rows are
} in the file, not shown here.
tables-left = Left to be filled in by hand
tables-made = What each figure is made of
tables-made-figure = { $unit } { $figure } { $period }
tables-made-more = Only the first ones are listed; each figure in the table can be clicked.
tables-group-other = names, numbers, blank
tables-group-figures = figures
tables-group-shares = rates
tables-group-fields = what is on record
