# 收表：收回来的文件、合并、催报

return-form-ledger = 台账
return-form-plan = 计划
return-form-roster = 花名册
return-filled-by-below = 下一级单位
return-filled-by-branches = 各基层组织
return-file-taken = 已收
return-file-asked = 等回答
return-file-replaced = 不用

return-asked-whose = { $count ->
    [0] 看不出是哪个单位交的：行里没有认得出的组织。
   *[other] 看不出是哪个单位交的，里面有：{ $names }。
}
    .instead = 说明它是哪个单位的。
return-asked-twice = 这个单位已经交过“{ $file }”。
    .instead = 选用哪一份；命令行加 --latest 就用后一份。
return-asked-not-a-form = { $count ->
    [0] 这个文件读不了，或者里面没有表。
   *[other] 里面没有要收的表：缺少{ $columns }。
}
    .instead = 打开看看是不是发错了文件；是列名改了的，说明哪一列是什么。
return-asked-elsewhere = 这一行是{ $name }的，不归交表的单位。
    .instead = 问一问交表的单位；确实是那边的，请那边报。
return-asked-doubtful = 这一行可能是改过的：{ $rows }；也可能是新的一行。
    .instead = 说明它是哪一行，或者是新的。

return-refusal-not-there = { $count ->
    [0] 没有叫“{ $name }”的收表。
   *[other] 没有叫“{ $name }”的收表。现有：{ $known }。
}
    .instead = 核对名字；还没有发过就先发：kaijiang return send。
return-refusal-no-name = 还没有写名字。
    .instead = 起个名字，例如“十一月台账”。
return-refusal-name-taken = 已经有一份正在收的“{ $name }”。
    .instead = 换个名字，或者先把那一份结束。
return-refusal-nobody-to-ask = 这个单位下面没有可以填表的组织。
    .instead = 换一个单位，或者换“由谁填”。
return-refusal-closed = 这份收表已经结束。
    .instead = 要再收，请另发一份。
return-refusal-no-file = 没有这个文件。
    .instead = 回到收表页面，看看收到了哪些。
return-refusal-nothing-to-merge = 没有可以合并的内容。
    .instead = 先收文件；都已经合并的，不用再做什么。
return-refusal-not-merged = 没有可以撤销的合并。
    .instead = 什么都没有改，不用撤销。
return-refusal-changed-since = 合并以后，有{ $count }条记录又被改过，撤销会丢掉这些改动，所以没有撤销。
    .instead = 在台账里逐条更正。
return-refusal-unknown-decision = “{ $key }”不在等决定的内容里。
    .instead = 用 kaijiang return merge --json 看现在有哪些，再写。
return-refusal-not-asked = { $name }不在这次收表的范围里。
    .instead = 选一个发过表的单位。
return-refusal-ends-before = 最后一天在第一天之前。
    .instead = 把两个日期对调或改正。

return-by-when = { $day }{ $time }前
return-group-text = { $organisation }发来《{ $name }》，请在表里填好，{ $has ->
    [yes] { $until }
   *[no] { "" }
}把文件发回来。已经登记的都填好了，只补空着的、改不对的；没有变化的，原样发回来就行。
return-sheet-title = { $unit } { $name }

return-line = { $name }：已交{ $answered }/{ $asked }
return-sent = 《{ $name }》：写好{ $count }份表，已填{ $rows }行。
return-file-line = { $file }：{ $unit }，{ $count }行，{ $state }
return-merge-counts = 新增{ $new }行，相同{ $same }行，改动{ $changed }格，少了{ $gone }行，冲突{ $conflicts }格。
return-merge-next = 还没有合并。全收：kaijiang return merge { $name } --take all；冲突要逐个决定：--decide FILE。
return-undone = 已撤销{ $count }份文件的合并。
return-status-answered = 已交{ $count }家：{ $names }
return-status-late = 迟交{ $count }家：{ $names }
return-status-silent = 没交{ $count }家：{ $names }
return-asked-again = 记下催了{ $count }家。
return-closed = 《{ $name }》已结束，不再收。
