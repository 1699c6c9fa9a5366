# English: texts compared. How it is written is told at the head of base.ftl.

originality-scanned = { $documents ->
    [one] One document
   *[other] { $documents } documents
} compared, { $flagged } to be looked at by a person.
originality-written = What was found is in { $file }.
originality-not-written = With --out FILE what was found is written down.
originality-line-refused = { $file }, line { $line }: { $why }
originality-more-refused = { $count } more lines were refused; --json names all.
originality-line-unreadable = no document with id, date and text. The reader says: { $said }
originality-line-duplicate = the id { $id } was there before.
originality-line-not-a-date = “{ $date }” is no date; write it as 2020-12-01.
originality-line-too-long = longer than any script.
originality-compared = { $share } of A stands in B, in { $count ->
    [one] one passage
   *[other] { $count } passages
}.
