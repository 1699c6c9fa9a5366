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
