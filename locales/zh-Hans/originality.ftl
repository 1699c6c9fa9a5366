# 简体中文：文稿比对。写法见 base.ftl 的开头。

originality-scanned = 比对了{ $documents }份文稿，{ $flagged }份请人看一看。
originality-written = 比对结果在{ $file }。
originality-not-written = 加上 --out 文件名，可以把比对结果写下来。
originality-line-refused = { $file }第{ $line }行：{ $why }
originality-more-refused = 另有{ $count }行没有收下，--json 会全部列出。
originality-line-unreadable = 不是带编号（id）、日期（date）和正文（text）的一份文稿。读的时候提示：{ $said }
originality-line-duplicate = 编号{ $id }前面已经有了。
originality-line-not-a-date = “{ $date }”不是日期，请写成 2020-12-01。
originality-line-too-long = 太长，不像一份讲稿。
originality-compared = A 的{ $share }也在 B 里，共{ $count }处。
