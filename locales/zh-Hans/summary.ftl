# 简体中文：每月的汇总。写法见 base.ftl 的开头。

summary-title = { $name }{ $period }汇总
summary-note = 截至{ $day }，历史编号{ $number }
summary-head-unit = { -organisation }
summary-head-before = 上月场次
summary-head-change = 比上月
summary-owing = { $duty }应讲
summary-done = { $duty }已完成
summary-late = { $duty }可能晚
summary-overdue = { $duty }逾期
summary-head-organisation = { -organisation }
summary-head-duty = 哪项要求，哪一期
summary-head-standing = 现在
summary-late-sheet = 逾期和可能晚
summary-late-title = { $period }逾期和可能晚的{ -organisation }
summary-may-be-late = 可能晚
