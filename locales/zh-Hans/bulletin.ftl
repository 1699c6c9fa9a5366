# 简体中文：每季度的通报。写法见 base.ftl 的开头。

limit-rectify = 通报指出的问题，从通报那天起{ $days }个工作日内整改好。

## 数字叫什么，是怎么来的

report-sessions = 场次
report-sessions-means = 这一期里开展、记录收下了的，几家联合开展的算一场。
report-joint = 联合开展
report-joint-means = 场次里面几家一起开展的。
report-themed = 专题{ -lecture }
report-themed-means = 场次里面记为专题的。
report-micro = { -micro }
report-micro-means = 场次里面的{ -micro }，另外计数。
report-expected = 应到人次
report-expected-means = 应到、实到都写了的各场，应到人数加起来。
report-present = 实到人次
report-present-means = 应到、实到都写了的各场，实到人数加起来。
report-coverage = 覆盖{ -member }
report-coverage-means = 这一期里至少到过一次的{ -member }，一人算一次。
report-members = { -member }总数
report-members-means = 这一期末在册的{ -member }。
report-late = 记录迟报
report-late-means = 记录交得比规定的工作日晚的场次；从台账导入的不算。
report-sent-back = 记录退回
report-sent-back-means = 记录被退回、还没有改好的场次。
report-class = { $class }讲的场次
report-class-means = 场次里面，主讲人属于这一类的；每场只归一类，各类加起来就是场次。
report-owing = { $duty }应讲
report-owing-means = 有这项任务、没有撤并也没有批准免讲的{ -organisation }。
report-met = { $duty }按期讲了
report-met-means = 应讲的里面，在期限里讲够了的。
report-made-up = { $duty }补讲
report-made-up-means = 应讲的里面，过了期限补讲够了的。
report-done = { $duty }已完成
report-done-means = 应讲的里面，按期讲了和补讲的。
report-undone = { $duty }未完成
report-undone-means = 应讲的里面，没有讲够的。
report-again = { $duty }连续两期未完成
report-again-means = 这一期和上一期都没有讲够的。
report-excused = { $duty }免讲
report-excused-means = 按规则免讲，或者批准免讲的，不算在应讲里面。
report-closed = { $duty }撤并
report-closed-means = 这一期里撤销或者并入别处的，不算在应讲里面。

## 通报的正文

bulletin-title = 关于{ $period }“{ $programme }”活动开展情况的通报
bulletin-to-units = 各{ -township }
bulletin-part-overall = 一、总体情况
bulletin-part-highlights = 二、主要做法和亮点
bulletin-part-problems = 三、存在问题
bulletin-part-demands = 四、整改要求
bulletin-part-corrections = 更正
bulletin-basis = 根据“{ $programme }”活动要求，现将{ $period }（{ $dates }）开展情况通报如下。数字按{ $day }以前收到的记录统计，历史编号{ $number }。
bulletin-sessions = { $period }，{ $name }共开展{ -lecture }{ $sessions }场次，其中专题{ -lecture }{ $themed }场次、{ -micro }{ $micro }场次，几家联合开展的{ $joint }场次。
bulletin-duty = { $duty }应讲{ -branch }{ $owing }个，已完成{ $done }个，完成率{ $share }，未完成{ $undone }个。
bulletin-duty-made-up = 已完成的里面补讲{ $made-up }个。
bulletin-duty-excused = 另有免讲{ $excused }个，不计入应讲。
bulletin-duty-closed = 另有撤并{ $closed }个，不计入应讲。
bulletin-class = { $class }{ $count }场次
bulletin-classes = 按主讲人身份分：{ $classes }。
bulletin-people = 覆盖{ -member }{ $coverage }名，{ -member }总数{ $members }名，覆盖率{ $coverage-share }；应到{ $expected }人次，实到{ $present }人次，到课率{ $turnout-share }。
bulletin-year-before = 去年同期（{ $period }）开展{ $sessions }场次，覆盖{ -member }{ $coverage }名。
bulletin-leading = { $units }应讲的全部完成。
bulletin-foremost = { $kind }里{ $duty }完成率居前的：{ $units }。
bulletin-leading-none = 应讲的全部完成、个数够得上比较的，这一期没有。
bulletin-shown = 《{ $title }》（{ $host }，{ $day }）
bulletin-shown-all = 下面几场可以看一看：{ $lectures }。
bulletin-numbered = { $number }．{ $text }
bulletin-unit-count = { $unit }{ $count }个
bulletin-itself = 本级
bulletin-no-problem = 没有发现要整改的问题。
bulletin-problem-undone = { $duty }未完成的有{ $count }个，涉及{ $units }。
bulletin-problem-again = { $duty }连续两期未完成的有{ $count }个，涉及{ $units }。
bulletin-problem-late = 记录交得晚的有{ $count }场次，涉及{ $units }。
bulletin-problem-sent-back = 记录被退回、还没有改好的有{ $count }场次，涉及{ $units }。
bulletin-post-above = 上级{ -organisation }
bulletin-demand-undone = { $duty }未完成的，由{ $post }说明原因，{ $day }前排定下一期的{ -speaker }、内容和时间。
bulletin-demand-again = { $duty }连续两期未完成的，由上级{ -organisation }找{ $post }约谈，{ $day }前报整改情况。
bulletin-demand-late = 记录交得晚的，由{ $post }负责，今后讲完{ $workdays }个工作日内交记录，{ $day }前报整改情况。
bulletin-demand-sent-back = 记录被退回的，由{ $post }负责，{ $day }前改好重新交。
bulletin-demand-look-again = 立行立改，{ $day }以后逐项回头看。
bulletin-demand-go-on = 各单位照现在的做法继续办好。
bulletin-correction = { $number }．{ $bulletin }通报中，{ $figure }原为{ $was }，更正为{ $now }。
bulletin-witness = 操作留痕第{ $number }条，存证值{ $root }
bulletin-figure-at = { $unit }{ $period }{ $figure }

## 起草时数字的名字

bulletin-name-of = { $unit }{ $figure }
bulletin-name-before = 去年同期{ $figure }
bulletin-name-was = 更正{ $number }原数
bulletin-name-now = 更正{ $number }现数
bulletin-share-done = { $duty }完成率
bulletin-share-coverage = 覆盖率
bulletin-share-turnout = 到课率
bulletin-proofread-unknown = 没有叫“{ $name }”的数字。花括号里只能写下面列出的名字。
bulletin-proofread-dropped = “{ $name }”这个数字原来写了，现在没有了。
bulletin-proofread-typed = { $number }是手写的，查不到它的记录。

## 附件

bulletin-remark-excused = 免讲{ $count }
bulletin-remark-closed = 撤并{ $count }
bulletin-annex-standing = { $period }完成情况表
bulletin-annex-problems = 问题清单
bulletin-annex-note = 名次只在同类单位里排；应讲不足{ $people }个的不排名次，不算百分比，只列个数。
bulletin-head-number = 序号
bulletin-head-unit = { -organisation }
bulletin-head-share = 完成率
bulletin-head-themed = 专题{ -lecture }
bulletin-head-expected = 应到人次
bulletin-head-present = 实到人次
bulletin-head-turnout = 到课率
bulletin-head-covered = 覆盖{ -member }
bulletin-head-undone = 未完成{ -branch }
bulletin-head-rank = 名次
bulletin-head-remark = 备注
bulletin-head-problem = 问题
bulletin-head-count = 个数
bulletin-head-places = 具体{ -organisation }
bulletin-head-post = 责任人
bulletin-head-by = 整改期限
bulletin-row-whole = 合计
bulletin-row-itself = 合计含本级

## 办不了的时候

bulletin-refusal-no-quarter = “{ $text }”不是通报的一期。
    .instead = 这样写：2020-Q3。
bulletin-refusal-before = 活动从{ $day }才开始。
    .instead = 选后面的一期。
bulletin-refusal-not-over = 这一期要到{ $day }才结束。
    .instead = 过了那天再起草通报；本月的情况可以看每月的汇总。
bulletin-refusal-published = 这份通报已经印发，不能再改。
    .instead = 要更正的数字会列在下一期的“更正”里。
bulletin-refusal-sums-disagree = 数字对不上：{ $figure }是{ $count }，各部分加起来是{ $sum }。
    .instead = 什么都没有写。请运行 kaijiang doctor 和 kaijiang audit verify，把结果告诉系统管理员。
bulletin-refusal-words = 有数字被去掉、改动或者写错了名字。
    .instead = 看下面列出的，改好再存；确实要这样，就勾上再存。
bulletin-refusal-empty = 标题和正文不能都空着。
    .instead = 写上标题，正文至少留一段。
bulletin-refusal-changed-meanwhile = 别人刚改过这份通报。
    .instead = 打开它再看一遍，在新的上面改。
bulletin-refusal-not-approved = 还没有人审定这份通报。
    .instead = 请另一位经办人打开它，点“审定”。
bulletin-refusal-approved-already = 这份通报已经审定了。
    .instead = 写上发文字号就可以印发。
bulletin-refusal-no-number = 还没有发文字号。
    .instead = 写上办公室给的发文字号，照文件上的写。
bulletin-refusal-number-taken = 发文字号{ $number }已经用在另一份通报上了。
    .instead = 核对一下，换一个号。
bulletin-refusal-not-there = 没有这份通报。
    .instead = 先起草：kaijiang bulletin compose，或者在通报页面上点“起草”。
bulletin-refusal-no-figure = 通报里没有“{ $key }”这个数字。
    .instead = 数字的名字像这样：sessions/2020-Q3、quarterly/2020-Q3/undone。

## 办到哪一步了

bulletin-stage-draft = 起草
bulletin-stage-approved = 已审定
bulletin-stage-published = 已印发
bulletin-line = { $period }  { $state }  { $number }  { $title }
bulletin-next = 还没有印发：另一位经办人在页面上审定，写上发文字号，再印发。
bulletin-explained = { $unit }{ $period }{ $figure }：{ $count }（历史编号{ $number }）

## 页面

bulletins-title = 汇总和通报
bulletins-compose = 起草通报
bulletins-compose-of = 起草{ $period }通报
bulletins-quarters = 通报
bulletins-none = 还没有通报。
bulletins-months = 每月汇总
bulletin-step-compose = 起草
bulletin-step-approve = 审定
bulletin-step-number = 发文字号
bulletin-step-publish = 印发
bulletin-do-edit = 改文字
bulletin-do-anew = 重新取数
bulletin-do-approve = 审定，同意印发
bulletin-do-number = 写上
bulletin-do-publish = 印发
bulletin-wait = 请另一位经办人审定：自己起草的不能自己审定。
bulletin-publish-hint = 印发以后不能再改；要更正的写在下一期。
bulletin-take-docx = 下载 Word
bulletin-take-pdf = 下载 PDF
bulletin-lectures = 可以看一看的
bulletin-put-right-by = { $day }前整改
bulletin-when-composed = { $at }起草，数字取自历史编号{ $number }
bulletin-when-approved = { $at }审定，数字取自历史编号{ $number }
bulletin-when-published = { $at }印发，数字取自历史编号{ $number }
bulletin-part-basis = 开头
bulletin-edit-hint = 花括号里是数字的名字，印出来就是数字；可以挪动，不要改成手写的数。
bulletin-edit-issuer = 发文机关
bulletin-edit-title = 标题
bulletin-edit-addressee = 主送机关
bulletin-edit-copies-to = 抄送
bulletin-edit-more = 再加一段
bulletin-edit-meant = 确实要这样，照存
bulletin-edit-save = 存下
bulletin-edit-back = 不改了
bulletin-edit-names = 可以用的数字
records-back = 回到报告
records-known-at = 按历史编号{ $number }时的记录
records-heads = 实到{ $present }，应到{ $expected }
