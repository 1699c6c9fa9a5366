# 简体中文：完成情况、预测、组织的页面。写法见 base.ftl 的开头。

## 完成情况

standing-of = { $duty }，{ $period }
crumbs = 上级
as-of-day = 截至{ $day }
another-day = 换一天看
choose-duty = 哪项要求
choose-period = 哪一期
standing-days-left = 离这一期结束还有{ $days }天
standing-last-day = 今天是这一期的最后一天
standing-period-over = 这一期已经结束
why = 为什么？
why-figure = 为什么“{ $figure }”是这个数？
why-to-organisation = 看{ $name }
standing-exempt-besides = 另有免讲{ $count }个
standing-closed-besides = 另有撤并{ $count }个
standing-late-note = 看看是谁
standing-sessions-before = { $period }{ $count }场
standing-of-members = 占{ -member }{ $share }
standing-townships = { level-township }各{ -organisation }
standing-below = 下一级各{ -organisation }
standing-itself = 本级
standing-together = 合计
standing-only-undone = 只看没有完成的
standing-all = 全部都看
standing-all-done = 都完成了。
standing-once = 几家联合开展的只算一场，关系转过的人只算一次，所以合计会比各行相加少一些。
column-standing-name = { -organisation }
column-standing-share = 完成
column-standing-done = 已完成
column-standing-undone = 未完成
column-standing-late = 可能晚
column-standing-overdue = 逾期
column-standing-sessions = 场次
column-standing-covered = 覆盖{ -member }
column-standing-last = 最近一场
column-standing-state = 现在
ago-today = 今天
ago-yesterday = 昨天
ago-days = { $days }天前
tag-done = 全部完成
tag-well = 正常
tag-late = 可能晚
tag-late-count = 可能晚{ $count }个
tag-overdue = 逾期{ $count }个
tag-nothing = 没有应讲
gauge-told = 应讲{ $owing }个，已完成{ $done }个，可能晚{ $late }个，逾期{ $overdue }个

## 走势

chart-sessions-by-month = 每月场次
chart-sessions-by-week = 每周场次
chart-month = { $month }月
chart-week = { $month }.{ $day }
trend-periods = 各期完成
trend-speakers = 主讲人结构
key-done = 已完成
key-late = 可能晚
key-overdue = 逾期

## 数字是怎么来的

figure-owing = 应讲{ -branch }
figure-owing-means = 这一期有讲课任务、到这一天没有撤并也没有批准免讲的{ -organisation }。免讲的另外列出，不算在里面。
figure-owing-persons = 应讲的人
figure-owing-persons-means = 按职务这一期应当自己讲课的人；一人兼几个同样的职务，只算一次。
figure-done = 已完成
figure-done-means = 应讲的里面，计入的次数已经够了的，补讲够了的也算。
figure-undone = 未完成
figure-undone-means = 应讲的里面，计入的次数还不够的：有的还有时间，有的已经逾期。
figure-late = 可能晚
figure-late-means = 还有时间、还没有完成的里面，照往常的日子看可能来不及的，加上只剩不多几天、还没有讲也没有排定的。这是提醒，不是结论。
figure-overdue = 逾期未讲
figure-overdue-means = 这一期和收记录的宽限期都过了，计入的次数还不够。
figure-excused = 免讲
figure-excused-means = 按规则免讲，或者批准免讲的，不算在应讲里面。
figure-closed = 撤并
figure-closed-means = 这一期里撤销或者并入别处的，不算在应讲里面。
figure-sessions = 场次
figure-sessions-means = 实际结束的日子在这一期里、已交记录或已核验的{ -lecture }；退回的，在期限以前仍然算；几家联合开展的算一场。
figure-joint = 联合开展
figure-joint-means = 场次里面由几家一起开展的，每场只算一次。
figure-micro = { -micro }
figure-micro-means = 场次里面的{ -micro }：算场次，是否计入要求看规则。
figure-covered = 覆盖{ -member }
figure-covered-means = 关系在这里、这一期里至少到过一场的人；一个人到几场也只算一次。
figure-members = { -member }
figure-members-means = 到这一天关系在这里的人；关系转走的人，在原来的地方也列着。
figure-class = 主讲人：{ $class }
figure-class-means = 场次里面由这一类主讲人讲的。一场只算进一类，各类加起来就是场次。
figure-records = 由这些组成
figure-back = 回到完成情况
figure-shown = 第{ $first }至{ $last }条，共{ $count }条
figure-by-home = 共{ $count }人，按所在的{ -branch }列，有{ $homes }个。
figure-people = { $count }人
figure-names = 看姓名
figure-nothing = 没有。

## 可能晚的

forecast-title = 谁可能晚
forecast-link = 谁可能晚
forecast-counts = 还没有完成的{ $open }个，其中可能晚{ $all }个
forecast-means = 照各自往常的日子推算，只作提醒：有的也许已经讲了，只是还没有报记录。
forecast-nobody = 照往常看，没有谁会晚。
forecast-copy = 提醒的话，可以照抄
forecast-text = { $place }：{ $what }，还有{ $count }个{ -organisation }没有记录，照往常的日子看可能来不及：{ $names }。已经讲了的，请报一下记录；还没有讲的，{ $last }以前讲都来得及。有难处请说一声。
forecast-planned = { $on }排有一场。
forecast-usually-by = 往常在{ $on }前后就讲了。
forecast-behind = 前{ $owed }期讲了{ $done }期，照往常约在{ $on }以前；这一期还没有记录。
forecast-after-the-end = 前{ $owed }期讲了{ $done }期，往常多在期末以后；这一期还没有记录。
forecast-never-done = 前{ $periods }期都没有记录，这一期也还没有。
forecast-no-history = 以前没有应讲的期，这一期还没有记录。
forecast-at-risk = 只剩{ $days }天，还没有讲，也没有排定。

## 一个组织

organisation-duties = 完成情况
organisation-recent = 最近几场
organisation-ahead = 往后的安排
organisation-below = 下一级
organisation-about = 基本情况
organisation-branches = { -branch }
organisation-members = { -member }
organisation-paired = 挂钩联系
organisation-history = 来历
history-founded = { $on }成立
history-founded-unknown = 成立的日子没有登记
history-split-from = { $on }由{ $from }分设
history-moved = { $on }起归{ $under }
history-merged = { $on }起并入{ $into }
history-closed = { $on }起没有了（{ $why }）
history-came-from = 有关的：
post-held = 有人担任
post-vacant = 空缺
post-since = { $from }起
plan-no-day = 日子没定
plan-no-topic = 内容没定
plan-no-speaker = 主讲人没定
plan-incomplete = 三样还不全
below-closed = { $name }（已撤并）
way-standing = 下面各家的完成情况
way-record = 代填一场
way-ledger = 台账
way-plan = 计划
way-people = 人员
way-excusals = 免讲
organisation-papers = 打印
paper-responsibilities = 责任清单
paper-binder = 迎检资料（{ $period }）
organisations-title = { -organisation }
organisations-name = 名称
organisations-find = 找
organisations-several = 有{ $count }个叫这个名字，请看清楚在哪里再选。
organisations-none = 没有找到。可以只写名称里的几个字，比如村名。
organisations-exact = 就是这个名字
organisations-similar = 名称里有这几个字
organisations-cut = 还有更多，请多写几个字。
organisations-below = { $name }下面
