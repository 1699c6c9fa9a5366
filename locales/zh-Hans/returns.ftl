# 简体中文：收表、汇总、催报、填上级的表。写法见 base.ftl 的开头。

## 收表通知（随表发出）

cover-title = 关于填报《{ $name }》的通知
cover-lead = 现把《{ $name }》发给你们，请填好后报回。
cover-lead-due = 现把《{ $name }》发给你们，请填好后报回，最迟{ $due }。
cover-what-heading = 一、填什么
cover-what = 只填还空着的格子，都涂了黄色：{ $columns }。
cover-held = 已经登记的都填在表里了，不用再填；有错的，直接在格子里改。
cover-how-heading = 二、怎么填
cover-how-keep = 请就在发来的表里填，不要另做一张表，不要删改表头。行可以排序，文件可以改名。
cover-how-new = 表里没有的，写在下面的空行里；不该有的，删掉那一行。
cover-back-heading = 三、怎么交
cover-back = 填好后，把文件按原来的途径发回来。
cover-back-pages = 填好后，登录 { $address } ，把文件放上去；上不去的，把文件按原来的途径发回来。
cover-contact = 有不清楚的，请问{ $name }。

## 上级的表：每一列叫什么（用来认表；同一样东西的几种叫法用 | 隔开）

tie-sessions = 场次|总场次|{ -lecture }场次|开展场次|讲课场次|{ -lecture }次数|开展次数
tie-joint = 联合开展|联合开展场次|联合场次
tie-themed = 专题{ -lecture }|专题{ -lecture }场次
tie-micro = { -micro }|{ -micro }场次
tie-expected = 应到人次|应到人数|应到|应参加人次|应参加人数
tie-present = 实到人次|实到人数|实到|实际参加人次|参加人次|参加人数|听课人次|人次
tie-coverage = 覆盖{ -member }|覆盖{ -member }数|覆盖{ -member }人数
tie-members = { -member }总数|{ -member }数|{ -member }人数|在册{ -member }
tie-late = 记录迟报|迟报场次
tie-sent-back = 记录退回|退回场次
tie-class = { $class }讲{ -lecture }|{ $class }讲{ -lecture }场次|{ $class }讲的场次|{ $class }讲课场次
tie-owing = 应讲|应讲{ -branch }|应讲{ -branch }数|应讲数|应开展{ -branch }数|应完成数
tie-met = 按期讲|按期讲了|按期完成数
tie-made-up = 补讲|补讲{ -branch }数|补讲数
tie-done = 已讲|已讲{ -branch }|已讲{ -branch }数|已完成|已完成数|完成数|已开展{ -branch }数
tie-undone = 未讲|未讲{ -branch }数|未完成|未完成数|未开展{ -branch }数
tie-again = 连续两期未完成|连续两期未讲
tie-excused = 免讲|免讲{ -branch }数|免讲数
tie-closed = 撤并|撤并{ -branch }数
tie-share-done = 完成率|讲课完成率|开展率
tie-share-turnout = 到课率|参加率|出勤率|到会率
tie-share-coverage = { -member }覆盖率|覆盖率
tie-unit = 单位|单位名称|乡镇|乡镇名称|{ -township }|{ -township }名称|{ -organisation }|{ -organisation }名称
tie-own = 填报单位|报送单位|上报单位|填表单位|单位|县市区
tie-fillers = 开展|举办|组织|{ -lecture }|活动|情况|总|共|数|合计|累计|实际|本次

## 上级的表：每一列是什么

tie-is-unknown = 没有登记，手工填
tie-is-number = 序号，依次编
tie-is-unit = 这一行{ -organisation }的名称
tie-is-own = 填表{ -organisation }的名称
tie-is-before = { $figure }（上一期）
tie-is-year-before = { $figure }（去年同期）
tie-is-year-so-far = { $figure }（本年累计）
tie-is-of-quarter = { $figure }（第{ $number }季度）
tie-is-of-half = { $number ->
    [1] { $figure }（上半年）
   *[2] { $figure }（下半年）
}
tie-is-of-month = { $figure }（{ $number }月）
tie-rows-units = 一行一个下级{ -organisation }
tie-rows-lectures = 一行一场{ -lecture }
tie-rows-organisations = 一行一个{ -organisation }
tie-rows-nothing = 没有要填的行，只有单个格子

## 上级的表：为什么这样认

tie-because-remembered = 上次有人定过
tie-because-name = 表上写的就是“{ $name }”
tie-because-near-name = 和“{ $name }”只差几个字
tie-because-nothing = 没有找到叫这个名字的

## 上级的表：填好以后

table-filled = 填好了，写到{ $file }：{ $period }，填了{ $count }格。
table-remaining = 还有{ $count }处要手工填：
table-remaining-line = { $place }　{ $header }：{ $why }
table-why-not-held = 系统里没有登记
table-why-doubtful = 可能是“{ $meaning }”，拿不准，请先定下来
table-why-no-unit = 找不到这个{ -organisation }
table-why-several = 有好几个叫这个名字：{ $names }
table-why-no-figure = 这个时间的数没有，或者不能相加
table-why-no-room = 表里的空行不够，还有{ $count }行没有写进去
table-converted = 原来的表是老格式，已经先转成 xlsx 再填；请看一眼版面。
table-cannot-convert = 这台机器上没有 LibreOffice，或者它转不了这张表。请在 WPS 或 Excel 里打开，“另存为”xlsx，再填一次。
table-refusal-old-format = 这张表不是 xlsx（是 xls、et 或者文本），这台机器也转不了它，直接写会丢掉它的样子。
    .instead = 请在 WPS 或 Excel 里打开，“另存为”xlsx，再来一次。
table-refusal-no-table = 这个文件里没有找到可以填的表。
    .instead = 请看一看：表头要在前四十行里，至少两列；如果是扫描件或者图片，请向上级要 xlsx。
table-refusal-no-period = 不知道这张表要的是哪一期。
    .instead = 请写明时间，例如 --period 2020-Q3（季度）或者 --period 2020-09（月）。
table-refusal-odd-tie = 定下来的意思和这张表对不上：列数不一样，或者有认不得的。
    .instead = 请打开这张表的页面，重新定一次每一列是什么。

## 上级的表：页面

tables-title = 上级来的表
tables-what = 把上级发来的空表放上来，系统认一认每一列要什么，把数填进去，还是原来的样子，下载就能报。
tables-file = 哪张表
tables-file-label = 文件
tables-go = 看一看
tables-period = 哪一期
tables-period-told = 看表上写的是哪一期
tables-whose = 填哪里的数
tables-hint = xlsx、xls、et 都行；填好的总是 xlsx。老格式（xls、et）会先转一下，要等几秒。
tables-no-file = 还没有选文件。请先选上级发来的表，再点“看一看”。
tables-waiting = 今天放上来过的
tables-known = 这张表以前定过，照上次的意思填好了。看一眼，就可以下载。
tables-new = 第一次见到这张表。请看一遍每一列认得对不对，不对的在那一列下面改；下载以后就记住了。
tables-kept = 记住了，下次来这样的表，不用再定。
tables-count-filled = 能填{ $count }格
tables-count-left = { $count }处手工填
tables-left-none = 没有要手工填的
tables-period-guessed = 表上没有写哪一期，先按上一个季度，请看对不对
tables-fill = 填好，下载
tables-look-again = 改了以后再看一遍
tables-keep = 只记住，先不填
tables-legend = 蓝色的数是系统填的，点一下看是哪些记录；黄色的空格要手工填；别的是表上原来就有的。
tables-formulas = 有{ $count }格是表里的公式，没有动，打开表会自己算。
tables-formula = 公式
tables-is = 是什么
tables-asked = “{ $header }”是什么
tables-by-hand = 手工填
tables-more = 下面还有{ $count }行，这里不显示，下载的文件里都有。
tables-left = 留给手工填的
tables-made = 填进去的数，各是怎么来的
tables-made-figure = { $unit }　{ $figure }　{ $period }
tables-made-more = 只列出前面的；表里每个数都可以点。
tables-group-other = 名称、序号、空着
tables-group-figures = 数
tables-group-shares = 比率
tables-group-fields = 登记的内容
