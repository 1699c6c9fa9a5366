# 简体中文：登录、启用单、账号。写法见 base.ftl 的开头。

refusal-login-taken = 登录名“{ $login }”已经有人用了。
    .instead = 请换一个登录名。
refusal-role-above = 您不能授予“{ $role }”。
    .instead = 请由上级授予。

activate-title = 启用
activate-what = 在您自己的手机上点一下，以后打开就能用，不用密码。
activate-go = 在这部手机上启用
activate-spent = 这张启用单已经用过、作废或过期了。请找发给您的人再要一张。

failure-listen = 不能在 { $address } 上提供网页：{ $said }。
    .instead = 请换一个端口，例如 --listen 127.0.0.1:8081。
refusal-not-a-demo = 这个数据库里不是演示数据。
    .instead = 请用 --data 另指一个文件夹。
