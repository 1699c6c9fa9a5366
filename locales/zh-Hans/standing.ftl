# 简体中文：完成情况、预测、组织的页面。写法见 base.ftl 的开头。
standing-title = 完成情况
