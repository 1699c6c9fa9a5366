# English: the month's summary. How it is written is told at the head of base.ftl.

summary-title = { $name }, summary of { $period }
summary-note = As of { $day }, history number { $number }
summary-head-unit = { -organisation(form: "one") }
summary-head-before = sessions last month
summary-head-change = change
summary-owing = { $duty }: owing
summary-done = { $duty }: done
summary-late = { $duty }: may be late
summary-overdue = { $duty }: overdue
summary-head-organisation = { -organisation(form: "one") }
summary-head-duty = duty and period
summary-head-standing = now
summary-late-sheet = late
summary-late-title = Late or likely to be, { $period }
summary-may-be-late = may be late
