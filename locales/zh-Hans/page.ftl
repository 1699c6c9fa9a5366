# 简体中文：页面共用的字。写法见 base.ftl 的开头。

page-sign-out = 退出
page-skip = 跳到正文
page-language = 语言
bar-standing = 完成情况
bar-ledger = 台账
bar-plan = 计划
bar-reminders = 提醒
bar-returns = 收表
bar-bulletins = 通报
bar-enter = 代填
bar-organisations = { -organisation }
bar-people = 人员
bar-imports = 导入
bar-accounts = 账号
bar-history = 操作留痕
bar-branch = 本{ -branch }
bar-members = 给{ -member }发单
bar-me = 我的

trouble-not-found = 没有这个页面
    .instead = 网址可能写错了，或者这一页不归您看。请从上面的菜单重新进入。
trouble-form-strange = 没有交上
    .instead = 这张表不是从本站的页面交来的，或者页面打开太久了。请返回上一页，刷新后再交一次。
trouble-form-broken = 没有交上
    .instead = 传到一半断了，什么都没有存。请返回上一页再交一次。
trouble-form-too-large = 文件太大
    .instead = 一次最多传{ $most }兆。请把照片缩小一些，或者分几次传。
trouble-refused = 没有办成
trouble-busy = 请稍等
trouble-ours = 系统出了错
    .instead = 不是您的问题，刚才的内容可能没有存上。请过一会儿再试；还不行，请把下面的编号告诉管理员。
trouble-incident = 编号：{ $number }
trouble-back = 返回首页
