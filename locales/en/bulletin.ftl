# English: the quarter's bulletin. How it is written is told at the head of base.ftl.

limit-rectify = What a bulletin finds wanting is put right within { $days } workdays of its day.
