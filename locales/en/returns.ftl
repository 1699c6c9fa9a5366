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
