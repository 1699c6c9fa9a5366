# Documents (notices, scripts): what is said where no text can be taken out (F1, S3)

document-empty = Nothing is written in this file.
    .instead = See whether it is the right file, and whether its text was lost when it was saved.
document-too-large = This file is too large; at most { $most } MB are read.
    .instead = Take the pictures out, leave the text, and try again.
document-bomb = This file would unpack to more than any document holds; it was not read.
    .instead = Open the original in WPS or Word, save it as docx, and try again. Do not open files whose origin you do not know.
document-too-many-pages = This file has { $count ->
    [one] one page
   *[other] { $count } pages
}; at most { $most } are read.
    .instead = Leave only the pages that matter.
document-too-long = This file has too much text; at most { $most } characters are read.
    .instead = Leave only the part that matters.
document-scanned = This PDF has { $count ->
    [one] one page
   *[other] { $count } pages
}, but no text that can be taken out: it is a scan, or its letters are drawn as pictures.
    .instead = Ask the sender for the Word file (docx). If there is none, recognise the text first and bring it as a txt.
document-password = This file is locked with a password.
    .instead = Take the password off in WPS, Word or a PDF reader, save a copy, and try again.
document-old-format = This file is of an old format (doc, wps, rtf), and LibreOffice is not on this machine to convert it.
    .instead = Open it in WPS or Word, save it as docx, and try again.
document-damaged = This file is broken and cannot be read on.
    .instead = Copy or download it again. If it opens, save it as docx and try again.
document-took-too-much = Reading this file took more time or memory than is allowed, and was stopped.
    .instead = Open it in WPS or Word and save it as docx, or leave only the pages that matter, and try again.
document-none = This is no document with text: { $kind }.
    .instead = Bring a txt, a docx or a PDF.
file-kind-workbook = it is a workbook
file-kind-slides = it is a set of slides
file-kind-picture = it is a picture
file-kind-archive = it is an archive
file-kind-unknown = it cannot be told what it is

# A plan drafted from a notice (plan draft, F1)

draft-duties = What the notice asks:
draft-reminders = What it does in a rhythm:
draft-figures = Figures in the notice:
draft-nothing = Nothing was found.
draft-sentence = Sentence: { $text }
draft-duty = { $count ->
    [one] At least one { $kind }, { $rhythm }.
   *[other] At least { $count } times a { $kind }, { $rhythm }.
}
draft-who = Asked of: { $who }.
draft-known = The rules in force ask the same: “{ $name }”.
draft-unknown = No rule in force asks the same.
draft-kind-lecture = { -lecture }
draft-kind-themed = themed { -lecture }
draft-kind-micro = { -micro }
draft-reminder = { $rhythm } ({ $text })
draft-figure-exact = { $name }: { $value } { $unit }
draft-figure-more = { $name }: more than { $value } { $unit }
draft-figure-nearly = { $name }: nearly { $value } { $unit }
draft-figure-about = { $name }: about { $value } { $unit }
draft-written = The draft was written to { $file }; edit it before use.
draft-pages-left-out = Some pages of this PDF cannot be read and are not in the draft: { $text }.
draft-file-head = A draft read from a notice, not a plan that was settled.
    Each entry has its sentence: keep what is right, set take to false or delete what is wrong, add what is missing.
    A period is written as in a rule pack: week, month, two-months, quarter, half, year, or a stretch of days.
draft-file-duties = What is asked: of whom, how often, how many at least. duty is the rule in force that asks the same.
draft-file-reminders = What the office does in a rhythm.
draft-file-figures = Figures in the notice, for comparison only.
