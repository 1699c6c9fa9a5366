# 简体中文：打印的材料。写法见 base.ftl 的开头。
# 打印的单子：安排单、签到表、启用单、公文、通知、清单。字要让六十岁的书记拿到手就看懂。

## 各种单子

paper-page = 第{ $page }页，共{ $pages }页
paper-date-time = { $date } { $time }
paper-contact = { $name }，电话{ $phone }
paper-font-substituted = 这台机器上没有{ $wanted }，PDF 里用 { $by } 代替。要用原来的字体，请把字体文件放进设置里的字体文件夹，再打印一次。
paper-no-such-character = 字体里没有这些字：{ $characters }，单子上会印成方框。请把有这些字的字体文件放进设置里的字体文件夹，再打印一次。
paper-no-font = 这台机器上没有“{ $wanted }”，也没有可以代替它的中文字体，PDF 打不出来。请安装 fonts-noto-cjk，或者把字体文件放进设置里的字体文件夹；也可以改用 docx。
paper-typesetter-failed = PDF 没有排出来（{ $why }）。这是程序的毛病，请告诉维护的人；可以先改用 docx。

## 安排单

lecture-slip-title = { $period }{ -lecture }安排单
lecture-slip-organisation = { -organisation }：
slip-lecture = 第{ $number }次：{ $duty }
slip-lecture-due = 第{ $number }次：{ $duty }，最迟{ $due }
slip-planned = 安排
slip-changed = 有改动，写在这里
slip-when = 时间
slip-topic = 题目
slip-topic-of-kind = 《{ $title }》（{ $kind }）
slip-speaker = { -speaker }
slip-venue = 地点
slip-open = 还没定
slip-none = 这段时间没有安排{ -lecture }。
slip-contact = 有改动、有不清楚的，找：
slip-issued-by = 发单：

## 签到表

sign-in-sheet-title = { -lecture }签到表
sign-in-organisation = { -organisation }
sign-in-topic = 题目
sign-in-when = 时间
sign-in-venue = 地点
sign-in-speaker = { -speaker }
sign-in-number = 序号
sign-in-name = 姓名
sign-in-signature = 签名
sign-in-guests = 名单以外来听的人
sign-in-guest-from = 单位
sign-in-expected = 应到
sign-in-present = 实到
sign-in-excused = 请假
sign-in-recorded-by = 记录人

## 启用单

activation-title = 启用单
activation-organisation = { -organisation }：
activation-person = 给：
activation-login = 登录名：
activation-until = 有效期到：
activation-step-scan = 1. 用手机相机或微信“扫一扫”，扫左边的码。
activation-step-check = 2. 看清是不是自己的单位和姓名，再照页面上说的启用。
activation-step-keep = 3. 以后用这部手机打开就行，不用记密码。
activation-step-open = 1. 用手机扫左边的码，或者在电脑上输入下面的网址。
activation-step-password = 3. 给自己设一个密码，以后用登录名和密码登录。
activation-address = 扫不了码，就在手机浏览器里打这个网址：
activation-contact = 打不开，找：
activation-personal = 只给本人用，只能用一次。请不要拍照转发。

## 公文

official-addressee = { $name }：
official-note = （{ $text }）
official-attachments = 附件：{ $name }
official-attachment-numbered = { $number }.{ $name }
official-annex = 附件
official-annex-numbered = 附件{ $number }
official-copies = 抄送：{ $names }。
official-issued-on = { $day }印发

## 多种单子都有的栏目

sheet-number = 序号
sheet-organisation = { -organisation }
sheet-topic = 题目
sheet-speaker = { -speaker }
sheet-when = 时间
sheet-venue = 地点
sheet-audience = 听讲对象
sheet-expected = 应到

## 活动报道

news-source = 供稿：{ $source }

## 开课通知

notice-title-above = { -lecture }预告
notice-title-members = { -lecture }通知
notice-lead-above = { $organisation }近期安排一次{ -lecture }，现将有关安排报告如下：
notice-lead-members = { $organisation }近期安排一次{ -lecture }，请安排好时间，按时参加。
notice-people = { $count }人
notice-changed = 有变动：

## 每周提醒单

reminders-title = 每周提醒单
reminders-none = 这一周没有要提醒的。
reminders-owed = 还差什么
reminders-until = 最迟
reminders-times = 已提醒次数
reminders-contact = 找谁
reminders-done = 已联系
reminders-tick = 联系上一家，就在最后一栏打一个勾。

## 安排表

schedule-title = { $period }{ -lecture }安排表

## 责任清单

responsibility-title = { -lecture }工作责任清单
responsibility-duty = 要做什么
responsibility-level = 层级
responsibility-post = 负责的职务
responsibility-holder = 现任
responsibility-falls-to = 空缺时由谁负责
responsibility-vacant = 空缺
responsibility-sees-to = 抓好所属{ -branch }的{ $duties }
responsibility-post-of = { $organisation }{ $post }

## 实施方案

plan-opening = 结合实际，制定本方案。
plan-opening-basis = 根据{ $names }，结合实际，制定本方案。
plan-paper-title = { $period }“{ $programme }”实施方案
plan-paper-addressee = 所属各{ -organisation }
plan-paper-scope = 在{ $organisation }的{ $count }个{ -branch }开展“{ $programme }”。
plan-paper-duty = { $duty }{ $owed }场，已经安排{ $settled }场。
plan-paper-nothing = 没有规定的场次。
plan-goals = 工作目标
plan-measures = 主要措施
plan-stages = 时间安排
plan-numeral = { $number ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
    [7] 七
    [8] 八
    [9] 九
    [10] 十
   *[other] { $number }
}
plan-heading = { plan-numeral }、{ $text }
plan-subheading = （{ plan-numeral }）{ $text }
plan-item = { $number }.{ $text }
plan-stage = { $when }：{ $text }

## 工作移交表

handover-sheet-title = 工作移交表
handover-sheet-post = 职务
handover-sheet-from = 移交人
handover-sheet-to = 接收人
handover-sheet-on = 移交日期
handover-sheet-open = 没有办完的事
handover-sheet-planned = 已经排好的{ -lecture }
handover-sheet-accounts = 账号
handover-sheet-none = 没有。
handover-sheet-what = 什么事
handover-sheet-note = 说明
handover-sheet-account = 账号
handover-sheet-holder = 原来谁用
handover-sheet-becomes = 怎么处理
handover-sheet-day = 日期
handover-sheet-signs-from = 移交人签名
handover-sheet-signs-to = 接收人签名
handover-sheet-signs-witness = 监交人签名
handover-sheet-record = 《{ $title }》的记录：{ $state }
handover-sheet-ends = 移交时停用，各设备退出
handover-sheet-stays = 不变
handover-sheet-slip = 移交时发启用单给接收人

## 迎检资料

binder-title = { -lecture }资料汇编
binder-period = 时间范围：
binder-made-by = 编制：
binder-contents = 目录
binder-plan = 安排
binder-lecture = { $number }. { $topic }
binder-lecture-on = { $number }. { $date } { $topic }
binder-state = 记录情况
binder-expected = 应到
binder-present = 实到
binder-excused = 请假
binder-absent = 缺席
binder-made-up = 补学
binder-script = 讲稿
binder-photos = 照片
binder-no-plan = 这段时间没有安排。
binder-no-lectures = 这段时间没有{ -lecture }记录。
binder-no-script = 没有讲稿。
binder-script-file = 讲稿是单独的文件：{ $names }。
binder-script-unnamed = 没有名字的文件
paper-too-many-organisations = 有{ $count }个{ -organisation }，一份资料最多装{ $most }个。
    .instead = 请到下面各家的页面分别打印。
paper-too-large = 照片和讲稿太多，一份资料最多装{ $most }兆，再大就不好发、不好打开。
    .instead = 请到下面各家的页面分别打印。
