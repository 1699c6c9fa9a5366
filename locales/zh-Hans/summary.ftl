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
summary-told = 开展{ $sessions }场次，其中专题{ $themed }场次；覆盖{ -member }{ $coverage }名，到课率{ $turnout }。
summary-told-more = 比上月多{ $count }场次。
summary-told-fewer = 比上月少{ $count }场次。
summary-told-same = 场次和上月一样。
summary-told-duty = { $duty }：应讲{ $owing }个，已完成{ $done }个，可能晚{ $late }个，逾期{ $overdue }个。
summary-written = 已写到{ $file }。
summary-same = 持平
summary-than-before = 比上月{ $change }
summary-turnout = 到课率{ $share }
summary-take = 下载 Excel
summary-by-unit = 各{ -organisation }
summary-late-count = 晚{ $count }
summary-paste = 可以直接发到群里的文字
summary-more-late = 另有{ $count }个，都在 Excel 里。

## 活动报道

news-headline = { $name }{ $period }开展{ -lecture }{ $sessions }场次
news-title = 活动报道
news-hint = 一页纸：数字、文字，最多{ $most }张照片。
news-choose = 选照片
news-no-photos = 这个月的记录里没有照片，只印文字和数字。
news-consent = 照片里的人都同意公开
news-make = 生成 Word
news-too-many-photos = 一页最多放{ $most }张照片。
    .instead = 去掉几张再生成。
news-consent-missing = 没有勾“照片里的人都同意公开”。
    .instead = 问过本人、都同意了再勾上；没有问到的，不要选那张照片。
