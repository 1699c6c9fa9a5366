# 简体中文：台账、单场党课的页面。写法见 base.ftl 的开头。

ledger-title = { -lecture }台账
ledger-any = 不限
ledger-any-period = 任何一期
ledger-yes = 是
ledger-no = 否
ledger-from = 从
ledger-until = 到
ledger-text = 题目、{ -speaker }、地点
ledger-filter = 筛选
ledger-clear = 全部清除
ledger-more = 更多条件
ledger-counted-for = 计入哪一期
ledger-came = 怎么来的
ledger-sort = 排序
ledger-sort-up = 按{ $column }，从小到大
ledger-sort-down = 按{ $column }，从大到小
ledger-on = 只看
ledger-take-away = 去掉这个条件
ledger-none-of-name = 没有找到“{ $name }”，下面没有按{ -organisation }筛选。请换个写法，或者只写其中几个字。
ledger-several-of-name = “{ $name }”不止一个，下面还没有按{ -organisation }筛选。请选一个：

ledger-head-number = 序号
ledger-head-on = 日期
ledger-head-organisation = { -organisation }
ledger-head-title = 题目
ledger-head-kind = 类型
ledger-head-form = 形式
ledger-head-speaker = { -speaker }
ledger-head-speaker-class = 身份
ledger-head-venue = 地点
ledger-head-expected = 应到
ledger-head-present = 实到
ledger-head-state = 状态
ledger-head-other-speakers = 其他{ -speaker }

ledger-state-planned = 已排定
ledger-state-delivered = 等同意补录
ledger-state-recorded = 已记录
ledger-state-verified = 已核验
ledger-state-sent-back = 退回
ledger-state-cancelled = 未成讲

ledger-came-ledger = 台账导入
ledger-came-branch = 本{ -organisation }填
ledger-came-on-behalf = 代填
ledger-came-backfilled = 补录
ledger-came-demo = 演示数据

ledger-chip-from = { $on }起
ledger-chip-until = 到{ $on }为止
ledger-chip-counted = 计入{ $duty }
ledger-chip-joint = 联合开展
ledger-chip-not-joint = 不是联合开展
ledger-chip-themed = 专题
ledger-chip-not-themed = 不是专题
ledger-chip-turnout = 计入到课率
ledger-chip-no-turnout = 不在到课率里
ledger-chip-text = 含“{ $text }”

ledger-sum-lectures = 记录
ledger-sum-sessions = 场次
ledger-sum-micro = { -micro }
ledger-sum-rate = 到课率
ledger-left-out = 另有{ $count }条不计入，或者没有写全应到、实到，不在这三个数里
ledger-waiting = 只看待核验的
ledger-export = 导出表格
ledger-empty = 没有符合条件的记录。请去掉几个条件再看。
ledger-tick = 勾选
ledger-verify-ticked = 核验勾选的
ledger-verify-shown = 核验本页全部{ $lectures }条
ledger-verify-hint = 逐条办理：有办不了的，会说明原因，不影响其他的。
ledger-verified = { $lectures ->
    [0] 没有勾选，什么也没有办。
   *[other] 已核验{ $lectures }条记录。
}
ledger-not-verified = 没有核验的
ledger-outcomes = 核验结果
ledger-back = 返回台账
ledger-pages = 翻页
ledger-page = 第{ $page }页，共{ $pages }页
ledger-previous = 上一页
ledger-next = 下一页

ledger-sheet-name = 台账
ledger-sheet-title = { $organisation }{ -lecture }台账
ledger-sheet-note = 截至{ $on }，共{ $lectures }条记录
ledger-sheet-foot = 第{ $page }页，共{ $pages }页

refusal-no-lecture = 没有这一场{ -lecture }。
    .instead = 请从台账里重新点开。
refusal-too-many-rows = 行数太多，一张表放不下。
    .instead = 请加上条件，分几次导出。

refusal-unknown-question = 没有“{ $name }”这个查询项。
    .instead = 请照 /openapi.json 写查询项。
refusal-missing-question = 没有写“{ $name }”。
    .instead = 请补上这个查询项。
refusal-unreadable-question = “{ $name }”的值读不出来。
    .instead = 请照 /openapi.json 写。

lecture-page-record = 记录
lecture-page-correct = 更正
lecture-page-hosts = 开展的{ -organisation }
lecture-page-when = 时间
lecture-page-heads = 人数
lecture-page-expected = 应到{ $count }人
lecture-page-present = 实到{ $count }人
lecture-page-speaker = { $name }（{ $class }）
lecture-page-parts = 环节
lecture-page-part-talk = 台上讲{ $minutes }分钟
lecture-page-part-site = 现场看{ $minutes }分钟
lecture-page-part-practice = 实地教{ $minutes }分钟
lecture-page-part-fell-out = （没有办成）
lecture-page-makes-up = 补讲
lecture-page-note = 备注
lecture-page-duties = 计入哪些要求
lecture-page-no-duties = 没有哪一项要求与这一场有关。
lecture-page-counted = ✓ 计入
lecture-page-not-counted = – 不计入
lecture-page-history = 来历和改动
lecture-page-origin = 怎么来的：
lecture-page-times = 记录说是{ $held }讲的，{ $received }收到记录。
lecture-page-entry = 历史第{ $number }条
lecture-page-reason = 原因：{ $reason }
lecture-page-deeds = 办理
lecture-page-own-record = 这条记录是您自己交的，要由另一个人核验。
lecture-page-verify = 核验通过
lecture-page-verify-hint = 看过记录，没有问题。
lecture-page-send-back = 退回
lecture-page-what-to-mend = 要改什么（会告诉填记录的人）
lecture-page-mend-by = 改好的期限
lecture-page-mend-hint = 期限以前仍然计入；过了期限没有改好，就先不计入。
lecture-page-no-date = 没有写改好的期限。请选一个今天以后的日子。
lecture-page-cancel = 记为未成讲
lecture-page-cancel-hint = 没有讲成的，记录留着，不计入任何要求。
lecture-page-why-cancelled = 为什么没有讲成
lecture-page-materials = 材料
lecture-page-no-materials = 没有附件。没有附件也算数。
lecture-page-script-attached = 讲稿：有，已附上
lecture-page-script-outline = 讲稿：只有提纲
lecture-page-script-from-notes = 讲稿：口头讲，没写稿
lecture-page-script-none = 讲稿：没有
lecture-page-material-script = 讲稿
lecture-page-material-photo = 照片
lecture-page-material-sign-in = 签到表
lecture-page-size = 约{ $kilobytes } KB
lecture-page-attendance = 到场的人
lecture-page-signed-in = { $count ->
    [0] 没有逐人签到。
   *[other] 签到{ $count }人。
}
lecture-page-names = 看名单
lecture-page-unnamed = 另有{ $count }人不归您看，只计人数。
lecture-page-erased = （已注销）
lecture-page-done-verified = 已核验。
lecture-page-done-sent-back = 已退回。
lecture-page-done-agreed = 已同意补录，从现在起计入。
lecture-page-done-declined = 没有同意，已退回，不计入；会告诉填记录的人原因。
lecture-page-approve-late = 同意补录
lecture-page-approve-late-hint = 同意以后，这一场就计入。
lecture-page-decline-late = 不同意
lecture-page-decline-late-hint = 退回给填记录的人，不计入；改好、说明原因再交，同意以后才计入。
lecture-page-why-declined = 为什么不同意（会告诉填记录的人）
lecture-page-done-cancelled = 已记为未成讲。

lecture-page-action-import-lectures = 导入台账
lecture-page-action-record-lecture = 交记录
lecture-page-action-correct-lecture = 更正
lecture-page-action-verify-lectures = 核验
lecture-page-action-send-back-lecture = 退回
lecture-page-action-answer-lecture = 退回后重新交
lecture-page-action-approve-late-record = 同意补录
lecture-page-action-decline-late-record = 不同意补录
lecture-page-action-cancel-lecture = 记为未成讲

lecture-page-field-state = 状态
lecture-page-field-planned-on = 排定的日子
lecture-page-field-held-on = 日期
lecture-page-field-began-on = 开始的日子
lecture-page-field-starts-at = 开始时间
lecture-page-field-ends-at = 结束时间
lecture-page-field-title = 题目
lecture-page-field-kind = 类型
lecture-page-field-forms = 形式
lecture-page-field-themed = 专题
lecture-page-field-venue = 地点
lecture-page-field-expected = 应到
lecture-page-field-present = 实到
lecture-page-field-origin = 来源
lecture-page-field-reason = 原因
lecture-page-field-note = 备注
lecture-page-field-makes-up = 补讲
lecture-page-field-counts-until = 改好的期限
lecture-page-field-host = 开展的{ -organisation }
lecture-page-field-speaker = { -speaker }身份（姓名不进历史记录）
lecture-page-field-part = 环节
