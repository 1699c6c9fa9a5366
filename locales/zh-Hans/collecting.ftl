# 简体中文：收表的页面（发出、收回、合并、交表、网上填）。写法见 base.ftl 的开头。

returns-title = 收表
returns-none = 现在没有收表。
returns-open = 发一次收表
returns-open-what = 名称和日期都先填好了，不合适就改。发出以后，每个单位的表里都填好了已经登记的内容。
returns-open-go = 发出
returns-suggested-name = { $month }台账
returns-suggested-plan = { $period }计划
returns-suggested-roster = { $month }花名册核对
returns-tab-ledger = 台账
returns-tab-plan = 计划：{ $duty }
returns-tab-roster = 花名册
returns-which-form = 收什么
returns-roster-hint = 花名册不分日期：发出去的是今天在册的人。
returns-name = 名称
returns-office = 谁收
returns-answered = 交了几家
returns-due = 什么时候要
returns-state = 情况
returns-all = 所有收表
returns-own-done = 已经交的、不再收的
returns-count = { $answered }/{ $asked }
returns-state-open = 正在收
returns-state-late = 过期没收齐
returns-state-whole = 收齐了
returns-state-closed = 已结束
returns-late = 已经过期
returns-task = { $office }要《{ $name }》{ $has ->
    [yes] ，{ $until }交
   *[no] { "" }
}
returns-take-form = 取表
returns-hand-in = 交表
returns-fill = 在网页上填
returns-answered-at = { $at }已交
returns-not-answered = 没有交
returns-filled-by = 由谁填
returns-from = 从哪一天
returns-until = 到哪一天
returns-due-on = 哪天要
returns-due-at = 几点前
returns-plan-hint = 这些天里已经排好的会填在表里；应讲还没排的，各留一行空着，等下面来填。
returns-dates-hint = 从哪天到哪天开展的{ -lecture }，都会填在表里发出去。日期可以空着。
returns-note = 还要说的话
returns-not-a-day = 看不懂“{ $text }”这个日期或时间。请照2020-12-04、17:00这样写。

returns-heading = { $name }：收回{ $answered }份，{ $missing ->
    [0] 收齐了
   *[other] 缺{ $missing }家
}
returns-take = 收到的表
returns-take-go = 收进来
returns-take-hint = 可以一次选很多个文件，叫什么名字都行；是哪个单位的，系统看内容认。
returns-no-file = 还没有选文件。请先选好要交的文件，再按一次。
returns-file-taken = { $unit }　{ $count }行
returns-file-asked = 要您说明
returns-file-replaced = { $unit }　不用这一份
returns-is-merged = 已合并
returns-recognised = 列名“{ $header }”就是“{ $column }”
returns-absent = 表里没有：{ $columns }
returns-asks = 要看一看的（{ $count }）
returns-put-aside = 不用的文件（{ $count }）
returns-use-this = 用这一份
returns-use-earlier = 用早的那一份
returns-choose = 请选
returns-answer = 记下
returns-which-column = 哪一列是“{ $column }”？
returns-new-row = 是新的一行

returns-chase = 催一催（{ $count }家没交）
returns-chase-paste = 贴到群里的话
returns-chase-text = 【{ $office }】《{ $name }》{ $has ->
    [yes] { $until }要交
   *[no] 还在等
}，还没有收到：{ $names }。请尽快把表发回来；没有变化的，原样发回来就行。
returns-asked-times = 催过{ $count }次，最近{ $at }
returns-not-asked-yet = 还没催过
returns-note-asked = 记下：催过了
returns-nobody-ticked = 一家也没有勾选。请勾上催过的单位，再按一次。

returns-ask = 要问他们的话
returns-ask-head = 【{ $office }】《{ $name }》：{ $unit }交回的表，请核对后回一句。
returns-ask-gone = 少了{ $count }行，是没有这回事要删去，还是漏了？
returns-ask-conflicts = 有{ $count }格，我们这里也改过，请看哪个对：
returns-ask-both = { $what }，{ $column }：我们这里是“{ $held }”，你们填的是“{ $returned }”
returns-ask-left = 还有{ $count }处，电话里说。

returns-merge = 合并
returns-count-new = 新增{ $count }
returns-count-same = 相同{ $count }
returns-count-changed = 改动{ $count }
returns-count-gone = 少了{ $count }
returns-count-conflicts = 冲突{ $count }
returns-all-new = 新增全收
returns-all-changed = 改动全收
returns-merge-how = 只收这一种，别的先放着。要逐条看，请展开各单位，选好以后按最下面的“按以上合并”。
returns-what-head = 哪个组织　哪一行
returns-what = { $organisation }　{ $on }《{ $title }》
returns-what-planned = { $organisation }　{ $item }
returns-what-member = { $organisation }　{ $name }{ $has ->
    [yes] （{ $born }）
   *[other] {""}
}
returns-cell = 哪一格
returns-sent = 发出去时
returns-held = 现在库里
returns-returned = 收回来
returns-take-which = 采用
returns-whole-row = 整行
returns-there = 有
returns-not-there = 没有了
returns-changed-here = 有，这边又改过
returns-kind-new = 新增
returns-kind-changed = 改动
returns-kind-gone = 少了
returns-kind-conflict = 冲突
returns-pick-returned = 收回的
returns-pick-held = 库里的
returns-pick-later = 先问清楚
returns-pick-delete = 删
returns-pick-stay = 留着
returns-pick-ask = 留着并问
returns-pick-take = 收
returns-pick-not = 不收
returns-merge-go = 按以上合并
returns-merge-hint = 冲突和少了的，没有选就不动。合并以后可以整次撤销。
returns-left = 还有{ $count }处，合并这些以后再显示。
returns-nothing-left = 没有要决定的了。
returns-merged = 合并了{ $files }份文件：新增{ $new }行，更正{ $changed }行，删去{ $gone }行。
returns-merged-files = 已经合并{ $count }份文件，每份文件一条留痕。
returns-refused = 下面这些没有收下：
returns-undo = 撤销整次合并
returns-undone = 已撤销{ $count }份文件的合并，和没有合并过一样。

returns-out = 发出去的表
returns-forms-zip = 取全部{ $count }份表（一个压缩包）
returns-cover = 随表的通知
returns-group-text = 贴到群里的话
returns-rows = { $count }行
returns-close = 结束这次收表
returns-close-what = 结束以后不再收文件，也不能再合并或撤销。
returns-close-go = 结束

returns-asked-by = { $office }收
returns-hand-in-again = 再交一次（换掉上一份）
returns-hand-in-go = 交上
returns-handed-in = 交上了。下面是系统看懂的内容，请看一眼。
returns-step-take = 取表，里面已经填好{ $rows }：
returns-step-hand-in = 填好以后，把文件交上：
returns-unchanged = 没有变化，原样交
returns-fill-hint = 不想用电子表格的，可以在网页上填。
returns-own-merged = 收表的单位已经合并了，不能再换。有错的，请打电话告诉他们。
returns-own-closed = 现在不能交：这次收表已经结束，或者已经合并。
returns-own-answer = 已交
returns-own-asked = 还没有收下
returns-yours = 您填的
returns-gone-hint = 发出去时有、交回来没有了的。收表的单位会来问；不该删的，请补上再交一次。
returns-others = 还要交的其他单位
returns-filled-in-file = { $unit }-{ $name }-网页填的.xlsx

returns-blanks = 还空着的
returns-blanks-left = 还有{ $count }行空着，存了这些以后再显示。
returns-nothing-blank = 没有空着的格子。
returns-change-row = 改这一行
returns-fill-go = 存好并交上
returns-fill-keeps = 不知道的可以空着。存一次就交一次，以后还能改。
returns-filled-in = 存好并交上了，共{ $count }行。
returns-see-answer = 看交上的内容
returns-more-rows = 表里没有的
returns-add-row = 加一行
returns-paste-how = 从表格里复制几行，贴在下面。连列名一起复制最好；没有列名的，按这个顺序：{ $columns }。
returns-whole-rows = 填齐了的（{ $count }行）
returns-blank-says-nothing = 清空一格，等于没有说，原来登记的不会变。
returns-back = 回去
returns-remove = 不该有这一行
returns-remove-what = 去掉以后，收表的单位会看到少了一行，由他们决定删不删。
returns-remove-go = 去掉这一行

return-refusal-of-another = 这个文件是{ $name }的，没有收。
    .instead = 请选自己单位的文件再交。
return-refusal-merged-already = 交上的表已经合并，不能再换。
    .instead = 有错的，请告诉收表的单位，由他们更正或者撤销合并。
return-refusal-changed-meanwhile = 这期间有人改过，没有照旧的内容办。
    .instead = 下面是现在的内容，请看一遍再办。
return-refusal-nothing-pasted = 贴的内容里看不出表。
    .instead = 从表格里选中整行复制，最好连列名一起。
