# 简体中文：记一场、代填。写法见 base.ftl 的开头。

## 本支部

branch-weak-signal = 信号弱也能填，先存在手机里
branch-record = 记一场{ -lecture }
branch-sent-back = 有一份记录退回来了
branch-sent-back-why = 原因：{ $reason }
branch-sent-back-until = { $until }前（含当天）改好交上来，仍然计入。
branch-mend = 去改好
branch-declined = 有一份补录没有同意
branch-declined-how = 现在不计入。改好、说明原因再交，同意以后才计入；不再交的，就一直不计入。
branch-waiting = 等上级同意补录
branch-waiting-why = 已经存好。同意以后才计入，不用再填。
branch-next = 接下来计划讲的
branch-nothing-planned = 还没有排。定下主讲人、内容和时间，到时候记起来更省事。
branch-no-day = 日期没定
branch-no-topic = 题目没定
branch-record-this = 讲了就点这里记
branch-last = 最近讲的
branch-nothing-yet = 还没有记录。
branch-ledger = 台账
branch-plan = 计划
branch-members = { -member }名单
branch-in-person-met = 您本人：{ $duty }，已完成 ✓
branch-in-person-due = 您本人：{ $duty }，{ $last }前讲一次就完成。

owe-this-week = 本周
owe-this-month = 本月
owe-these-months = 这两个月
owe-this-quarter = 本季度
owe-this-half = 这半年
owe-this-year = 今年
owe-met = { $period }已完成
owe-excused = { $period }免讲
owe-missing = { $period }还差{ $count }场
owe-by = { $last }前讲了、记了，就完成。
owe-make-up = 可以补：{ $last }前讲了、记了，就算补上。

## 记一场

record-from-plan = 按计划填好了：
record-not-planned = 讲的不是这一场
record-when = 什么时候讲的
record-today = 今天{ $on }
record-day = 哪一天
record-time = 几点开始
record-title = 题目
record-who = 谁讲的
record-speaker = { $class } { $name }
record-somebody-else = 其他人…
record-name = 姓名
record-class = 身份
record-kind = 类型（＋号的是形式，可以多选）
record-other = ＋其他…
record-form-other = 别的形式，几种就用顿号隔开
record-where = 在哪讲的
record-elsewhere = 其他…
record-venue = 地点，写到村就行
record-how-many = 来了多少人
record-by-roster = （花名册上{ $count }人，应到已填好）
record-present = 实到
record-expected = 应到
record-roster = 按花名册勾没来的人（可以不勾）
record-roster-how = 只勾没来的，其余算到场。一个都没缺，就勾“都来了”。
record-all-came = 都来了
record-script-photos = 讲稿、照片
record-script-photos-how = （有就传，没有也能交）
record-add-script = 讲稿
record-add-photo = 照片
record-script-attached = 有讲稿
record-script-outline = 只有提纲
record-script-from-notes = 口头讲，没写稿
record-script-none = 没有
record-file-script = 讲稿
record-file-photo = 照片
record-file-sign-in = 签到表
record-more = 还有别的要说（一起办的、跨天的、补记的）
record-together = 和谁一起办的
record-together-how = 写上名称，几家就用顿号隔开
record-themed = 是专题{ -lecture }
record-ended-on = 讲到第二天才完的，哪天结束
record-sign-in = 纸上签到的，拍一张签到表（没有就不用）
record-note = 备注
record-late-reason = 补记的，为什么晚了
record-nothing-twice = 不用重复填：季度计划、月报、台账都从这一页来。
record-send = 交上去
record-look-below = 还没有交上。红字的地方改一下，再点“交上去”；别的都还在。
record-files-again = 照片和讲稿请再选一次。
record-lacks-title = 请写上讲的题目。
record-lacks-speaker = 请点一下是谁讲的；不在里面的，点“其他人”写上姓名。
record-lacks-day = 请选是哪一天讲的。
record-lacks-host = 请写上是谁办的。
record-unreadable-day = 看不出是哪一天。请写成2020-9-25这样。
record-unreadable-time = 看不出是几点。请写成15:00这样。
record-unreadable-heads = 看不出是多少人。请只写数字。
record-sent-before = 这一页刚才已经交上了。
    .instead = 要改内容，请回首页，从“最近讲的”里点开再改；另外讲了一场，请回首页重新记。
record-another = 确实另讲了一场
record-mend-that = 去改那一场
refusal-recorded-already = 这一天已经记过同一个题目的一场。
    .instead = 要改内容，请改那一场；确实另讲了一场，请勾上“确实另讲了一场”再交。
refusal-named-more-than-present = 花名册上勾出来到场的有{ $count }人，比实到{ $present }人还多。
    .instead = 请核对实到人数，或者把没来的人勾上。

file-left-too-many = 照片最多留这几张，多出来的没有收。
    .instead = 想换的，点“改一下”先拿掉一张。
file-left-too-large = 有一个文件超过10兆，没有收。
    .instead = 请缩小以后再传。
file-left-too-many-dots = 有一张照片太大（超过4000万像素），没有收。
    .instead = 请用手机把它缩小，或者截一张屏再传。
file-left-other-kind = 有一个文件不是能收的那几种，或者内容和文件名对不上，没有收。
    .instead = 照片收jpg、png、webp，讲稿收doc、docx、pdf、txt。
file-left-heic = 有一张照片是苹果手机的HEIC格式，没有收。
    .instead = 请截一张屏再传，或者在相机设置里选“兼容性最佳”。
file-left-damaged = 有一个文件坏了，打不开，没有收。
    .instead = 请换一张，或者重新拍。
file-left-no-picture = 放照片的地方传的不是照片，没有收。
    .instead = 文稿请放在“讲稿”那里。

## 交上以后

receipt-title = 交上了
receipt-waits = 存好了，等同意
receipt-waits-why = 隔了这么久才记，要上级同意才计入。已经送到上级那里，不用再填；急的话请打个电话。
receipt-speaker = { $name }讲
receipt-present = 实到{ $count }人
receipt-on-behalf = 代填
receipt-number = 编号{ $number }
receipt-left = 有东西没有收，不影响这次记录：
receipt-left-how = 以后想补，点“改一下”就能传。
receipt-mend = 改一下
receipt-home = 回首页

## 改一下

correct-title = 改一下
correct-reason = 为什么改
correct-reason-how = （一句话；只补照片、讲稿的不用写）
correct-answer-how = （一句话：怎么改的）
correct-files = 已经传的
correct-take-out = 拿掉
correct-issued = 通报已经发了的，通报不改，下一期登更正。
correct-version = 现在是第{ $version }版。
correct-send = 交上去

## 手机里存着的

outbox-kept = 已存在手机里，还没有交
outbox-waiting = 没有信号。已经存在手机里，有信号时自动交，不用再填。
outbox-sending = 正在交…
outbox-sent = 手机里存的都交上了
outbox-again = 现在再交
outbox-look = 有一份要看一下
outbox-sign-in = 已经退出了。请找上级要一张新的启用单；存在手机里的不会丢。
outbox-sign-in-again = 登录过期了。请另开一页重新登录；存在手机里的不会丢。
outbox-restored = 上次没填完的，接着填。
outbox-afresh = 重新填

## 代填

enter-title = 代填
enter-what = 替没有网络、没有手机的{ -branch }填。填了的都注明“代填”，下面的{ -branch }自己也能看到、能改。
enter-branch = { -branch }
enter-lecture = 讲的什么
enter-on = 哪天讲的
enter-speaker = 谁讲的
enter-kind = 类型
enter-venue = 在哪讲的
enter-owes = 还差{ $count }场
enter-owes-waiting = 还差{ $count }场（有{ $waiting }场已交，等同意补录）
enter-paste = 从表格里粘贴（WPS、Excel里选中几行，复制，粘到这里）
enter-paste-how = 第一行是表头的，按表头认；没有表头的，按这个顺序：{ -branch }、日期、题目、主讲人、身份、类型、实到、应到、地点、形式、备注。粘好直接点“交上去”就行；想先看看，点下面这个。
enter-paste-go = 放到下面的表里
enter-paste-empty = 粘贴的内容里没有认出表格。请在WPS或Excel里选中几行，复制以后粘到框里。
enter-paste-beyond = 一次最多粘贴200行，后面还有{ $count }行没有放进来。请交上这些以后，再粘贴后面的。
enter-late-reason = 里面有补记的，为什么晚了（写一次，各行都用；不用的行不记）
enter-check = 先看看行不行
enter-more = 列出全部{ -branch }
enter-blank-rows = 空着的行不管它。
enter-saved = 交上了{ $count }场，都注明了“代填”。
enter-saved-waits = 其中{ $count }场隔得太久，要等{ -county }同意才计入。
enter-some-wrong = 有{ $count }行要改，原因写在那一行下面；填的都还在。
enter-all-good = { $count }行都可以交。
enter-good = 可以交
enter-backfilled = 可以交，注明“补录”
enter-waits = 可以交，要等{ -county }同意才计入
enter-no-branch = 没有找到这个{ -branch }。请写名单里的名称。
enter-several-branches = 有几个{ -branch }都叫这个名。请选一个。
enter-unknown-kind = 没有这种类型。请选一种。
enter-unknown-class = 没有这种身份。请选一种。
enter-stands-above = 与上面一行是同一天同一个题目。重复的请删掉。
enter-line = { $branch }，{ $on }，《{ $title }》
enter-late = 等同意的补录
enter-late-why = 为什么晚了
enter-late-line = { $on }《{ $title }》
enter-approve = 同意
enter-decline = 不同意
enter-decline-why = 为什么不同意
enter-agreed = 已同意补录：{ $branch }，{ $line }。从现在起计入。
enter-declined = 没有同意：{ $branch }，{ $line }。已退回，不计入；{ -branch }会看到原因。
enter-needs-township = 要{ -township }同意
enter-needs-county = 要{ -county }同意
