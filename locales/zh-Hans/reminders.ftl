## 每周一提醒：写给人的话

# 一件要办的事；前面写着是谁。
need-not-planned = { $duty }（{ $period }）还没有安排，{ $last }前要讲{ $lacking }次
need-at-risk = { $duty }（{ $period }）还没有讲，也没有安排，{ $last }止，只剩{ $days }天
need-at-risk-today = { $duty }（{ $period }）还没有讲，今天是最后一天
need-slipped = { $duty }（{ $period }）原定{ $planned }讲，还没有记录：讲了请记上，没讲请改期，{ $last }止
need-record-late = { $duty }（{ $period }）没有记录：讲过的，{ $last }前可以补录
need-make-up = { $duty }（{ $period }）没有讲，{ $last }前可以补讲
need-sent-back = 有记录被退回，{ $last }前要改好

# 群里的话：同样的事归在一起。
need-group-not-planned = { $duty }（{ $period }）还没有安排，{ $last }前要讲{ $lacking }次：{ $names }
need-group-at-risk = { $duty }（{ $period }）还没有讲也没有安排，{ $last }止，只剩{ $days }天：{ $names }
need-group-at-risk-today = { $duty }（{ $period }）今天是最后一天，还没有讲：{ $names }
need-group-slipped = { $duty }（{ $period }）原定的日子已过，还没有记录，{ $last }止：{ $names }
need-group-record-late = { $duty }（{ $period }）没有记录，讲过的{ $last }前可以补录：{ $names }
need-group-make-up = { $duty }（{ $period }）没有讲，{ $last }前可以补讲：{ $names }
need-group-sent-back = 记录被退回，要改好：{ $names }
need-named-on = { $name }（{ $date }）

reminder-head = 【{ $programme }】{ $date }提醒
reminder-title = { $text }：{ $organisation }
reminder-to = { $organisation }：
reminder-item = { $number }. { $text }。
reminder-heading-group = { $organisation }，有{ $count }个{ -organisation }要办：
reminder-none = { $organisation }，本周没有要办的。
reminder-closing = 讲过的请记上，没讲的请安排。
reminder-escalated = 提醒了几周还没有动静：{ $names }。
reminder-phone = 请打个电话或去一趟：{ $names }。
reminder-vacant = 没有登记{ -secretary }，请代为安排：{ $names }。
reminder-late-records = 有{ $count }条补录等你们同意。
reminder-count = { $name }{ $count }个
reminder-counts = { $counts }。
reminder-brief = { $name }：{ $count }个
reminder-short = { $organisation }：{ $text }
reminder-short-more = { $organisation }：{ $text }，另有{ $count }件
need-short-not-planned = { $duty }未安排，{ $last }前讲{ $lacking }次
need-short-at-risk = { $duty }未讲未安排，{ $last }止
need-short-slipped = { $duty }原定{ $planned }，未记录
need-short-record-late = { $duty }没有记录，{ $last }前可补录
need-short-make-up = { $duty }未讲，{ $last }前可补讲
need-short-sent-back = 有记录退回，{ $last }前改好

run-reminder = { $period } 提醒：已生成。
run-summary = { $period } 汇总：已生成。
run-bulletin = { $period } 通报草稿：已生成。
run-passed-over = { $period } 提醒：错过了，新的一次已包含，不再补发。
run-nothing = 没有到期的。

## 提醒的页面

reminding-title = 提醒
reminding-made = { $at }已生成，下面是当时说的。
reminding-not-made = { $day }{ $at }生成；下面是照现在的情况先列出来的。
reminding-not-kept = 那一周没有生成提醒，下面是照{ $day }的情况列的。
reminding-before = 上一周
reminding-after = 下一周
reminding-this-week = 本周
reminding-own = 贴到群里的话
reminding-copy = 复制
reminding-copied = 已复制，到群里粘贴
reminding-groups = 各{ -township }群里的话
reminding-groups-how = 各{ -township }打开自己的“提醒”就有这段话；要替他们贴，从这里复制。
reminding-count = { $count }个
reminding-desks = 发给各级经办的
reminding-list = { $count ->
        [0] 没有要办的
       *[other] 要办的{ $count }件
    }
reminding-list-long = { $count ->
        [0] 没有提醒了几周还没有动静的
       *[other] 提醒了几周没有动静的、没有{ -township }管的：{ $count }件
    }
reminding-picture = 存成图片
reminding-print = 打印，逐个打电话用：
reminding-nobody = 该讲的都讲了、安排了、记上了。
reminding-messages = 短信文本（下载）
reminding-messages-file = 提醒短信 { $period }
reminding-vacant = 没有登记{ -secretary }
reminding-asked = 已提醒{ $weeks }次
reminding-asked-phone = 已提醒{ $weeks }次，请打电话
reminding-sent = 群机器人和邮件
reminding-sent-waiting = 还没发出，过会儿再试（{ $said }）。
reminding-sent-sending = { $at }起正在发。
reminding-sent-sent = { $at }已发。
reminding-sent-in-part = { $at }已发，有的没收（{ $said }）。请管理员看看设置里的地址。
reminding-sent-failed = 没发出（{ $said }）。请管理员看看设置。
reminding-sent-unknown = 不知道到了没有（{ $said }）。请到群里或邮箱看一眼，没有的话再发一次。
reminding-send-again = 再发一次
reminding-earlier = 以前的提醒
reminding-sent-count = { $count }条
reminding-passed-over = 当时服务器没有开，由后一次一并提醒

## 支部收到的提醒

inbox-title = 收到的提醒
inbox-none = 还没有。现在要办的，在首页上。
inbox-then = 这是当时说的；现在还要办什么，看首页。
inbox-back = 回首页

## 要发的通知

notice-due-title = 要发的通知
notice-due-how = 到了该通知的日子。复制到群里，或者打印出来；发没发这里不记。
notice-due-above = 向上级预告：{ $days ->
        [1] 明天，{ $date }
       *[other] { $date }
    }
notice-due-members = 通知{ -member }：{ $days ->
        [1] 明天，{ $date }
       *[other] { $date }
    }
notice-due-print = 打印：
notice-text-above = 【{ $programme }】预告：{ $organisation }定于{ $when }开展{ -lecture }，特此报告。
notice-text-members = 【{ $programme }】通知：{ $organisation }定于{ $when }开展{ -lecture }，请按时参加。
notice-text-topic = 题目：{ $topic }
notice-text-speaker = 主讲人：{ $speaker }
notice-text-venue = 地点：{ $venue }
limit-notice-above = { -lecture }开讲前{ $days }天向上级预告；那天不上班，就提前到最近的工作日。
limit-notice-above-none = 不要求向上级预告。
limit-notice-members = 开讲前{ $days }天通知{ -member }；那天不上班，也提前。
limit-notice-members-none = 不要求事先通知{ -member }。
