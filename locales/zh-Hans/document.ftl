# 文件（通知、讲稿）：读不出文字时怎么说（F1、S3）

document-empty = 这个文件里没有字。
    .instead = 请看一看是不是拿错了文件，或者保存的时候正文丢了。
document-too-large = 这个文件太大，最多读 { $most } MB。
    .instead = 请删去里面的图片，只留文字，再来一次。
document-bomb = 这个文件解开以后大得不正常，没有往下读。
    .instead = 请在 WPS 或 Word 里打开原来的文件，“另存为”docx，再来一次；来路不明的文件请不要打开。
document-too-many-pages = 这个文件有 { $count } 页，最多读 { $most } 页。
    .instead = 请只留要读的那几页。
document-too-long = 这个文件的字太多，最多读 { $most } 个字。
    .instead = 请只留要读的那一部分。
document-scanned = 这个 PDF 有 { $count } 页，但上面没有能取出来的文字：多半是扫描件，或者把字画成了图。
    .instead = 请向发文单位要 Word 文件（docx）；要不到的，先做文字识别，再把识别出来的文字存成 txt 拿来。
document-password = 这个文件有密码，打不开。
    .instead = 请在 WPS、Word 或者 PDF 阅读器里去掉密码，另存一份，再来一次。
document-old-format = 这个文件是老格式（doc、wps、rtf 一类），这台机器上又没有 LibreOffice 可以转换。
    .instead = 请在 WPS 或 Word 里打开，“另存为”docx，再来一次。
document-damaged = 这个文件坏了，读不下去。
    .instead = 请重新拷贝或者重新下载一份；能打开的话，“另存为”docx，再来一次。
document-took-too-much = 读这个文件用的时间或者内存超出了限度，已经停下来了。
    .instead = 请在 WPS 或 Word 里打开，“另存为”docx，或者只留要读的那几页，再来一次。
document-none = 这不是一份文字文件：{ $kind }。
    .instead = 请拿 txt、docx 或者 PDF 来。
file-kind-workbook = 它是一张表格
file-kind-slides = 它是演示文稿
file-kind-picture = 它是一张图片
file-kind-archive = 它是一个压缩包
file-kind-unknown = 看不出它是什么

# 从通知起草方案（plan draft，F1）

draft-duties = 通知提出的要求：
draft-reminders = 通知里按期做的事：
draft-figures = 通知里的数字：
draft-nothing = 没有找到。
draft-sentence = 原句：{ $text }
draft-duty = { $rhythm }至少{ $count }次{ $kind }。
draft-who = 对象：{ $who }。
draft-known = 和现行规则“{ $name }”一致。
draft-unknown = 现行规则里没有一样的。
draft-kind-lecture = { -lecture }
draft-kind-themed = 专题{ -lecture }
draft-kind-micro = { -micro }
draft-reminder = { $rhythm }（{ $text }）
draft-figure-exact = { $name }：{ $value } { $unit }
draft-figure-more = { $name }：{ $value } { $unit }多
draft-figure-nearly = { $name }：将近 { $value } { $unit }
draft-figure-about = { $name }：大约 { $value } { $unit }
draft-written = 草案写在 { $file }，请改好再用。
draft-pages-left-out = 这个 PDF 有读不出来的页，草案里没有它们：第 { $text } 页。
draft-file-head = 从通知里读出来的草案，不是定下来的方案。
    每一条都带着原句：对的留着，不对的把 take 改成 false 或者整条删去，漏了的照样添上。
    period 的写法和规则包一样：week、month、two-months、quarter、half、year，或者一段日子。
draft-file-duties = 要求：谁、多久、至少几次。duty 是现行规则里一样的那一条。
draft-file-reminders = 机关按期做的事。
draft-file-figures = 通知里的数字，只供对照。
