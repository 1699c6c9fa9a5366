# 简体中文：巡查抽查、问题整改、约谈。写法见 base.ftl 的开头。

## 问题和整改

finding-severity-slight = 轻微
finding-severity-ordinary = 一般
finding-severity-serious = 严重

finding-stage-found = 已发现
finding-stage-ordered = 已发整改通知书
finding-stage-measured = 已报整改措施
finding-stage-proven = 已交佐证，待复查
finding-stage-rechecked = 复查合格，待销号
finding-stage-closed = 已销号
finding-stage-withdrawn = 已撤销

finding-step-order = 发整改通知书
finding-step-measure = 报整改措施
finding-step-prove = 交佐证
finding-step-pass = 复查合格
finding-step-fail = 复查不合格
finding-step-close = 销号
finding-step-ask-extension = 申请延期
finding-step-extend = 同意延期
finding-step-decline = 不同意延期
finding-step-reopen = 重新整改
finding-step-appeal = 申诉
finding-step-uphold = 申诉成立
finding-step-dismiss = 申诉不成立
finding-step-withdraw = 撤销

finding-part-inspector = 检查人员
finding-part-responsible = 责任人
finding-part-office = 下达整改的机关
finding-part-above = 上一级

finding-waiting-order = 等发整改通知书
finding-waiting-rectification = 要在{ $day }前整改好并交佐证
finding-waiting-overdue = 应在{ $day }前整改好，已超过{ $workdays }个工作日，已告诉上一级
finding-waiting-extension = { $day }申请了延期，还没有答复，已告诉上一级；这段时间不算责任人拖延
finding-waiting-recheck = 要在{ $day }前由另一个人复查
finding-waiting-recheck-late = 应在{ $day }前复查，还没有查，已告诉上一级；这不是被查单位的责任
finding-waiting-closing = 等销号
finding-waiting-answer = 申诉要在{ $day }前答复，答复以前不计整改时限
finding-waiting-answer-late = 申诉应在{ $day }前答复，还没有答复，已告诉上一级
finding-waiting-looking-back = 已销号，{ $day }前还会回头看
finding-waiting-nothing = 没有要办的

finding-refusal-wrong-stage = 这个问题现在是“{ $stage }”，不能这样办。
    .instead = 请看问题页上列出的下一步。
finding-refusal-wrong-part = 这一步只能由{ $part }办。
    .instead = 请转给{ $part }。
finding-refusal-words-needed = “{ $step }”没有写内容。
    .instead = 请写清楚再交，几句话就够。
finding-refusal-another-person = 复查和答复要换一个人：发现问题的、参与整改的、作出原决定的，都不能自己查自己。
    .instead = 请由没有经手过这个问题的人来办。
finding-refusal-extended-already = 整改期限最多延{ $most }次，已经延过了。
    .instead = 请按现在的期限整改；确有困难的，把情况写进佐证说明。
finding-refusal-not-asked = 没有人申请延期。
    .instead = 请等责任人先申请。
finding-refusal-asked-already = 已经申请过延期，还没有答复。
    .instead = 请等答复，不用再交。
finding-refusal-deadline-over = 整改期限（{ $day }）已过，不能再申请延期。
    .instead = 请尽快整改并交佐证，过期交的也收。
finding-refusal-appeal-open = 有一件申诉还没有答复（{ $day }前要答复）。
    .instead = 请先答复申诉。
finding-refusal-no-appeal = 没有待答复的申诉。
    .instead = 不用答复。
finding-refusal-nothing-to-contest = 现在没有可以申诉的决定：整改通知、复查不合格、不同意延期、重新整改，各可以申诉一次。
    .instead = 有新的决定时可以再申诉。
finding-refusal-appeal-over = 申诉期已过，最后一天是{ $day }。
    .instead = 可以把不同意见写进整改说明。
finding-refusal-no-relapse = 回头看的期限（{ $day }）已过，不能在原来的问题上重新整改。
    .instead = 请作为新问题登记。
finding-refusal-before-last-step = 日期早于上一步（{ $day }）。
    .instead = 请填上一步以后的日期。

interview-refusal-with-oneself = 约谈人和被约谈人是同一个人。
    .instead = 请换一位约谈人。
interview-refusal-not-the-one = 谈话记录由约谈人写、被约谈人确认，别人不能代办，也看不到内容。
    .instead = 请由本人办理。
interview-refusal-words-needed = 没有写谈了什么。
    .instead = 请写几句再交。
interview-refusal-future = { $day }还没有到，不能先写谈话记录。
    .instead = 谈过以后再写。
interview-refusal-not-held = 还没有谈话记录。
    .instead = 请等约谈人写好再确认。
interview-refusal-held-already = 谈话记录已经交了，不能重写。
    .instead = 要补充的，请被约谈人确认时写在意见里。
interview-refusal-agreed-already = 已经确认过了。
    .instead = 不用再确认。

oversight-rectify = 限期整改：轻微的{ $slight }个工作日，一般的{ $ordinary }个，严重的{ $serious }个，从整改通知书发出那天算起；过期没有交佐证的，告诉上一级。
oversight-no-extension = 整改期限不能延长。
oversight-extension = 整改期限可以延{ $times }次，每次{ $days }个工作日，要在到期前申请。
oversight-recheck = 交佐证后{ $days }个工作日内由另一个人复查；销号后{ $months }个月内同样的问题再出现，重新整改。
oversight-appeal = 对每个决定都可以在{ $days }个工作日内申诉，{ $answer }个工作日内答复。
oversight-draw = 抽查至少{ $random }%按公开种子随机抽取，{ $second }%由第二个人再查一遍。

## 检查和抽查

inspection-kind-patrol = 巡查
inspection-kind-spot-check = 抽查
inspection-kind-self-check = 自查
inspection-announced-yes = 事先通知
inspection-announced-no = 不打招呼
inspection-choosing-random = 随机抽取
inspection-choosing-weighted = 按风险加权抽取
inspection-choosing-picked = 定向抽取

inspection-field-question = 要查清什么
inspection-field-population = 哪些记录在范围内
inspection-field-period = 哪段时间
inspection-field-strata = 每一层抽多少
inspection-field-tolerable = 可以容忍的不合格率
inspection-field-confidence = 要有多大把握
inspection-field-size = 一共抽多少
inspection-field-failed = 怎样算不合格
inspection-field-drawn-by = 谁来抽
inspection-field-inspectors = 谁来查
inspection-field-on-failure = 不合格了怎么办
inspection-field-public-value = 用哪个公开数值
inspection-field-secrets = 哪几方出随机数（至少两方）

inspection-plan-incomplete = 抽查方案还缺：{ $fields }。
    .instead = 请补齐再登记。抽签以前定好，抽签以后不能改。
inspection-plan-quotas = 各层加起来是{ $sum }，方案写的是{ $drawn }。
    .instead = 请把两处改成一样。
inspection-plan-too-few-random = 随机抽取的太少，至少要{ $least }。
    .instead = 请减少定向抽取的，或者多抽一些。

drawing-stage-registered = 方案已登记
drawing-stage-frozen = 名录已封存
drawing-stage-drawn = 已抽定
drawing-stage-finished = 已查完
drawing-stage-aborted = 已中止

drawing-refusal-times = 时间先后不对。
    .instead = 依次是：封存名录、各方交密封值、公开、公开数值产生。
drawing-refusal-wrong-stage = 这次抽签现在是“{ $stage }”，不能这样办。
    .instead = 请看抽签页上列出的下一步；一个编号只抽一次。
drawing-refusal-too-early = 还没有到时间，要等到{ $from }以后。
    .instead = 到时间再办。
drawing-refusal-too-late = 时间已过，截止是{ $until }。
    .instead = 没有按时公开的会记在抽签结果里，抽签照常进行。
drawing-refusal-not-in-the-plan = 方案里没有“{ $who }”这一方。
    .instead = 请核对名称。
drawing-refusal-twice = “{ $who }”已经交过了。
    .instead = 不能重交；要改只能中止这次抽签，写明原因，另起一个编号。
drawing-refusal-not-committed = “{ $who }”没有先交密封值，不能公开。
    .instead = 这次不算这一方，抽签照常进行。
drawing-refusal-nobody-committed = 没有一方交密封值，这样的种子可以预先算出来。
    .instead = 请中止这次抽签，另起一个编号重新登记。
drawing-refusal-words-needed = 有一处没有写。
    .instead = 请写上再交。
drawing-refusal-still-to-check = 还有{ $left }条没有查。
    .instead = 请查完；拿不出来的按不合格算。

sample-refusal-no-records = 没有可以抽的记录。
    .instead = 请核对范围和时间。
sample-refusal-too-many-records = 记录太多，最多算{ $number }条。
    .instead = 请分开抽查。
sample-refusal-nothing-tolerable = 一条不合格都不容忍，只有全部查一遍才能证明。
    .instead = 请写一个大于0的比例，或者全部检查。
sample-refusal-all-tolerable = 容忍的比例是100%，没有什么可查的。
    .instead = 请写一个小于100%的比例。
sample-refusal-no-such-confidence = 把握要在0和100%之间，抽查给不了百分之百的把握。
    .instead = 一般写95%。
sample-refusal-too-many-allowed = 允许的不合格数太多，最多{ $number }。
    .instead = 请减少允许数。
sample-refusal-more-drawn = 抽的比有的还多。
    .instead = 请核对总数和抽查数。
sample-refusal-too-many-drawn = 抽的太多，算不过来，最多{ $number }。
    .instead = 请放宽要求，或者全部检查。
sample-refusal-more-failed = 不合格的比抽查的还多。
    .instead = 请核对两个数。
sample-refusal-fewer-than-strata = 共有{ $number }层，每层至少抽1条。
    .instead = 请多抽一些，或者合并几层。
sample-refusal-rates = 好的比例要小于差的比例。
    .instead = 请核对两个比例。

draw-refusal-empty-frame = 名录里没有记录。
    .instead = 请核对文件。
draw-refusal-not-a-line = 名录第{ $line }行不是“层、编号、摘要”三栏。
    .instead = 请用封存时公布的原文件。
draw-refusal-out-of-order = 名录第{ $line }行没有按编号排。
    .instead = 请用封存时公布的原文件，顺序不同，摘要就不同。
draw-refusal-not-a-field = “{ $name }”不能用：是空的，或者含有换行等符号。
    .instead = 请改一个写法。
draw-refusal-not-a-hash = { $name }的摘要写法不对。
    .instead = 摘要是64个十六进制小写字符。
draw-refusal-twice = “{ $name }”出现了两次。
    .instead = 请只留一个。
draw-refusal-weak-secret = “{ $name }”出的数太短，别人猜得出。
    .instead = 至少要32个十六进制字符（128位）。
draw-refusal-other-secret = “{ $name }”公开的和先前密封的不是同一个数。
    .instead = 请公开原来的数，否则按没有公开记录。
draw-refusal-copied-commit = “{ $name }”的密封值和别人的一样。
    .instead = 请自己出一个数。
draw-refusal-not-a-seed = 种子写法不对。
    .instead = 种子是64个十六进制字符。
draw-refusal-no-such-stratum = 名录里没有“{ $name }”这一层。
    .instead = 请核对层的名称。
draw-refusal-too-few = “{ $name }”只有{ $records }条，不够抽。
    .instead = 请减少这一层的抽查数。
draw-refusal-no-such-weight = { $name }的权数不能用：名录里没有它，或者不在1到8之间。
    .instead = 请核对编号和权数。

inspection-size = 从{ $records }{ $kind ->
        [session] 场
       *[other] 条
    }里抽{ $drawn }{ $kind ->
        [session] 场
       *[other] 条
    }，{ $allowed ->
        [0] 全部合格才算通过
       *[other] 不合格不超过{ $allowed }个算通过
    }：通过了，就有{ $confidence }%把握不合格少于{ $toomany }。要留意：一个情况好的单位（只有{ $quarter }个不合格）也有{ $fails }%的机会通不过。
inspection-none-failed = 从{ $records }{ $kind ->
        [session] 场
       *[other] 条
    }中按公开种子随机抽查{ $drawn }{ $kind ->
        [session] 场
       *[other] 条
    }，全部合格。若不合格达到{ $toomany }{ $kind ->
        [session] 场
       *[other] 条
    }（{ $tolerable }%），抽到这种结果的机会不超过{ $risk }%。结论：有{ $confidence }%把握，不合格少于{ $tolerable }%（最多{ $most }{ $kind ->
        [session] 场
       *[other] 条
    }）。
inspection-none-failed-not-shown = 从{ $records }{ $kind ->
        [session] 场
       *[other] 条
    }中按公开种子随机抽查{ $drawn }{ $kind ->
        [session] 场
       *[other] 条
    }，全部合格，但是抽得不够多：不合格最多可能有{ $most }{ $kind ->
        [session] 场
       *[other] 条
    }（{ $confidence }%把握），还不能认定低于{ $tolerable }%。下一步：按原名单续抽。
inspection-within = 从{ $records }{ $kind ->
        [session] 场
       *[other] 条
    }中按公开种子随机抽查{ $drawn }{ $kind ->
        [session] 场
       *[other] 条
    }，{ $failed }{ $kind ->
        [session] 场
       *[other] 条
    }不合格。全部记录中不合格估计{ $least }～{ $most }{ $kind ->
        [session] 场
       *[other] 条
    }（上下限各{ $confidence }%把握），低于{ $tolerable }%。下一步：查到的逐个整改。
inspection-not-shown = { $drawn }{ $kind ->
        [session] 场
       *[other] 条
    }中{ $failed }{ $kind ->
        [session] 场
       *[other] 条
    }不合格。全部{ $records }{ $kind ->
        [session] 场
       *[other] 条
    }中不合格估计{ $least }～{ $most }{ $kind ->
        [session] 场
       *[other] 条
    }（上下限各{ $confidence }%把握）。不能认定低于{ $tolerable }%。下一步：逐级整改并按原名单续抽。
inspection-shows = 另外定向检查{ $checked }条，{ $failed }条不合格。这些是挑着查的，只说明有问题，不能推算比例。
inspection-nothing-checked = 还没有查任何一条随机抽取的记录。
    .instead = 请先检查。

inspection-verdict-passed = 合格
inspection-verdict-failed = 不合格
inspection-verdict-not-produced = 拿不出记录，按不合格算
inspection-verdict-replaced = 由下一个递补：{ $reason }
inspection-reason-nothing-due = 没有到期的任务，改查计划
inspection-reason-out-of-reach = 去不了
inspection-reason-elsewhere = 已有人在查

inspection-honesty = 自查和检查：{ $alike }项一致，{ $glossed }项自查说好、检查说不好，{ $stricter }项自查比检查还严。
