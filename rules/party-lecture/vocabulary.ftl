# 党课开讲啦：这个规则包的用词。The words of this pack.
#
# 写法（Fluent）：单独一行“## 语言”（zh-Hans、zh-Hant、en）以下属于那种语言；第一个“## 语言”以前的对各种语言都有效。
#   没有 zh-Hant 一段时，由 zh-Hans 一段转换而来。
# Format (Fluent): a line that is only `## ` and a language opens that language's part; what stands before the first
#   holds for all. Without a zh-Hant part, the zh-Hans part is converted.
#
# -lecture …         the terms that locales/*.ftl leave to a pack; an English term has the forms a, many and one
# level-…            the four levels of organisations
# lecture-kind-ID, speaker-class-ID, post-ID, organisation-kind-ID, member-kind-ID
#                    how a sentence names what rules.toml defines; without an entry, the first of its `names`
# programme-name-en, duty-ID-en, duty-ID-citation-en, duty-ID-source-en, person-duty-…-en
#                    what rules.toml says, in another language (-en, -zh); after a change there, change it here
# window-MM-DD-to-MM-DD   the name of a yearly window · person-field-ID   what is kept of a person, and why
# Any other message of locales/*.ftl may be replaced here too.

programme-name-en = Party Lectures Begin
duty-quarterly-en = quarterly lecture
duty-quarterly-citation-en = at least one Party lecture is arranged each quarter
duty-quarterly-source-en = bulletin of a county in Yunnan on the programme, 2020
duty-july-1-en = themed lecture for 1 July
duty-july-1-citation-en = one themed Party lecture is arranged around 1 July
duty-july-1-source-en = bulletin of a county in Yunnan on the programme, 2020
person-duty-leader-en = leaders lecture first
person-duty-leader-citation-en = leading groups take the lead in lecturing; heads of county departments lecture in the villages they support
person-duty-leader-source-en = bulletin of a county in Yunnan on the programme, 2020
person-duty-secretary-en = secretaries lecture in turn
person-duty-secretary-citation-en = branch secretaries lecture in turn
person-duty-secretary-source-en = bulletin of a county in Yunnan on the programme, 2020

## zh-Hans

-lecture = 党课
-micro = 微党课
-organisation = 党组织
-branch = 党支部
-member = 党员
-speaker = 主讲人
-secretary = 支部书记
-county = 县委
-township = 乡镇党委
-supported-village = 挂包村

relation-other-tree = 别的县
level-county = 县级
level-township = 乡镇级
level-village = 村级
level-branch = 支部级

column-organisations = 党组织
column-branch = 所在支部
column-parent = 上级党组织
column-holder = 书记
column-title = 党课题目

window-06-15-to-07-15 = “七一”前后
person-field-birth_month = 另外只保存出生年月：用来分清同一支部里同名的党员；人在册期间保存。

organisation-kind-county-committee = 县委
organisation-kind-committee = 党委
organisation-kind-general-branch = 党总支
organisation-kind-branch = 党支部
organisation-kind-temporary-branch = 临时党支部

unit-category-organs = 县直机关

post-unit-head = 县直单位主要领导
post-secretary = 书记
post-committee-member = 委员

speaker-class-leader = 县直单位主要领导
speaker-class-secretary = 书记
speaker-class-committee-member = 委员
speaker-class-village-team = 驻村工作队员
speaker-class-school-teacher = 党校教师
speaker-class-role-model = 先进模范
speaker-class-other = 其他人员

member-kind-full = 正式党员
member-kind-probationary = 预备党员

lecture-kind-theory = 理论党课
lecture-kind-story = 故事党课
lecture-kind-experience = 经验党课
lecture-kind-micro = 微党课

tie-unit = 单位|单位名称|乡镇|乡镇名称|乡镇（街道）|乡镇党委|党委|党（工）委|党委（党组）|党组织|党组织名称|基层党委
tie-fillers = 开展|举办|组织|党课|活动|情况|总|共|数|合计|累计|实际|本次|支部|党支部|基层党组织|党组织|单位|个

## en

-lecture = { $form ->
    [a] a lecture
    [many] lectures
   *[one] lecture
}
-micro = { $form ->
    [a] a micro lecture
    [many] micro lectures
   *[one] micro lecture
}
-organisation = { $form ->
    [a] an organisation
    [many] organisations
   *[one] organisation
}
-branch = { $form ->
    [a] a branch
    [many] branches
   *[one] branch
}
-member = { $form ->
    [a] a member
    [many] members
   *[one] member
}
-speaker = { $form ->
    [a] a speaker
    [many] speakers
   *[one] speaker
}
-secretary = branch secretary
-county = county committee
-township = township committee
-supported-village = paired village

relation-other-tree = another county
level-county = county
level-township = township
level-village = village
level-branch = branch

column-organisations = organisation
column-title = title of the lecture
column-branch = home branch
column-parent = superior organisation
column-holder = secretary

window-06-15-to-07-15 = days around 1 July
person-field-birth_month = Beside this only the month of birth is kept: it tells namesakes in one branch apart; kept as long as the person is on record.

organisation-kind-county-committee = county committee
organisation-kind-committee = committee
organisation-kind-general-branch = general branch
organisation-kind-branch = branch
organisation-kind-temporary-branch = temporary branch

unit-category-organs = county departments

post-unit-head = head of a unit
post-secretary = secretary
post-committee-member = committee member

speaker-class-leader = head of a county department
speaker-class-secretary = secretary
speaker-class-committee-member = committee member
speaker-class-village-team = village work team member
speaker-class-school-teacher = Party school teacher
speaker-class-role-model = role model
speaker-class-other = other

member-kind-full = full member
member-kind-probationary = probationary member

lecture-kind-theory = theory lecture
lecture-kind-story = story lecture
lecture-kind-experience = experience lecture
lecture-kind-micro = micro lecture
