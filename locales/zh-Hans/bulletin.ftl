# 简体中文：每季度的通报。写法见 base.ftl 的开头。

limit-rectify = 通报指出的问题，从通报那天起{ $days }个工作日内整改好。
