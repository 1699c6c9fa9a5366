# Toolbox talks: the words of this pack. The format is told in rules/party-lecture/vocabulary.ftl.

programme-name-zh = 班前安全讲话
duty-weekly-zh = 每周安全讲话
duty-weekly-citation-zh = 每个班组每周至少一次安全讲话
duty-weekly-source-zh = 公司安全健康计划第四节（示例）
duty-falls-week-zh = 防坠落专题讲话
duty-falls-week-citation-zh = 五月活动周内讲一次防高处坠落
duty-falls-week-source-zh = 公司安全健康计划第六节（示例）
person-duty-site-manager-zh = 工地经理带头讲
person-duty-site-manager-citation-zh = 每位工地经理每年至少讲两次
person-duty-site-manager-source-zh = 公司安全健康计划第四节（示例）
person-duty-supervisor-zh = 班组长亲自讲
person-duty-supervisor-citation-zh = 每位班组长每年至少讲四次
person-duty-supervisor-source-zh = 公司安全健康计划第四节（示例）

## en

-lecture = { $form ->
    [a] a talk
    [many] talks
   *[one] talk
}
-micro = { $form ->
    [a] a briefing
    [many] briefings
   *[one] briefing
}
-organisation = { $form ->
    [a] a unit
    [many] units
   *[one] unit
}
-branch = { $form ->
    [a] a crew
    [many] crews
   *[one] crew
}
-member = { $form ->
    [a] a worker
    [many] workers
   *[one] worker
}
-speaker = { $form ->
    [a] a speaker
    [many] speakers
   *[one] speaker
}
-secretary = supervisor
-county = company
-township = site office
-supported-village = partner site

level-county = company
level-township = site
level-village = section
level-branch = crew

column-organisations = crew
column-branch = crew
column-parent = site
column-holder = supervisor

window-05-04-to-05-22 = campaign weeks

organisation-kind-company = company
organisation-kind-site = site
organisation-kind-crew = crew
organisation-kind-visiting-crew = visiting crew
post-supervisor = supervisor
post-site-manager = site manager
speaker-class-site-manager = site manager
speaker-class-supervisor = supervisor
speaker-class-safety-adviser = safety adviser
speaker-class-worker = worker
speaker-class-other = other
member-kind-worker = worker
member-kind-apprentice = apprentice
lecture-kind-talk = talk
lecture-kind-briefing = start-of-shift briefing

## zh-Hans

-lecture = 安全讲话
-micro = 班前短会
-organisation = 单位
-branch = 班组
-member = 工人
-speaker = 主讲人
-secretary = 班组长
-county = 公司
-township = 工地
-supported-village = 结对工地

level-county = 公司级
level-township = 工地级
level-village = 工区级
level-branch = 班组级

column-organisations = 班组
column-branch = 所在班组
column-parent = 所属工地
column-holder = 班组长

window-05-04-to-05-22 = 防坠落活动周

organisation-kind-company = 公司
organisation-kind-site = 工地
organisation-kind-crew = 班组
organisation-kind-visiting-crew = 外来班组
post-supervisor = 班组长
post-site-manager = 工地经理
speaker-class-site-manager = 工地经理
speaker-class-supervisor = 班组长
speaker-class-safety-adviser = 安全员
speaker-class-worker = 工人
speaker-class-other = 其他
member-kind-worker = 工人
member-kind-apprentice = 学徒
lecture-kind-talk = 安全讲话
lecture-kind-briefing = 班前短会
