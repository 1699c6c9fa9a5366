# English: signing in, activation slips, accounts. How to write here: see the head of base.ftl.

refusal-login-taken = Somebody already signs in as “{ $login }”.
    .instead = Choose another name.
refusal-login-unfit = This login cannot be used.
    .instead = Use letters and digits without blanks, 40 at most.
refusal-login-needed = A login is needed for the role { $role }.
    .instead = Give one; the password is chosen by its holder with the slip.
refusal-role-above = You cannot give or change an account of the role { $role }.
    .instead = Ask the level above to do it.
refusal-unknown-account = There is no such account.
    .instead = Choose one from the list of accounts.
refusal-account-ended = This account has ended.
    .instead = Make a new one.
refusal-no-password = This account has no password yet.
    .instead = Set one with an activation slip.
refusal-password-short = The password is too short.
    .instead = Use { $least } characters or more; a sentence you remember will do.
refusal-password-common = This password is too easy to guess.
    .instead = Choose another: none that is often used, and not your login.
refusal-password-wrong = The old password is wrong.
    .instead = Type it again.
refusal-code-wrong = The code is wrong, or was used before.
    .instead = Wait for the next six digits and type those. The phone’s clock has to be right.
refusal-too-many-tries = Too many tries.
    .instead = Try again in a quarter of an hour.
refusal-nobody-in-post = Nobody is on record as { -secretary } of { $organisation }.
    .instead = Hand the post over first, or complete the record.
refusal-nobody-left = There is nobody to give a slip to.
    .instead = Tick somebody. Suspended accounts and your own get none.
refusal-handover-day = This day will not do for a handover.
    .instead = Choose one that is not still to come, and later than the day the present holder began.
refusal-no-successor = Nobody was chosen to take over.
    .instead = Choose a { -member } or write a name; the present holder cannot follow themselves.

sign-in-title = Sign in
sign-in-login = Login
sign-in-password = Password
sign-in-go = Sign in
sign-in-wrong = Login or password is wrong. Check capitals and try again.
sign-in-wait = Too many tries. Try again in a quarter of an hour. The computer you usually use is not affected. If it is urgent, ask your administrator for a new activation slip.
sign-in-phone = A { -secretary } or { -member(form: "one") } needs no password: scan the code on your slip. If you have none, ask the level above.
sign-in-left = A phone that was signed out needs a new slip from the level above.
sign-in-forgotten = Forgotten your password? Ask the level above or your administrator for a new slip and choose another.
sign-in-code-title = One more code
sign-in-code-what = Open the authenticator on your phone and type the six digits it shows now.
sign-in-code = Six digits
sign-in-code-wrong = The code is wrong, or was used before. Wait for the next six digits and type those.
sign-in-code-lost = Without your phone? Ask the level above or your administrator for a new slip.

sign-out-what = Once signed out, this phone needs a new slip to come back in.
sign-out-go = Sign out all the same
sign-out-stay = Stay signed in

activate-title = Activate
activate-what = Tap once on your own phone; from then on it opens without a password.
activate-go = Activate on this phone
activate-choose = Choose a password; from then on you sign in with it.
activate-choose-go = Set password and sign in
activate-not-me = Not your slip? Do not tap; give it back to whoever handed it to you.
activate-cannot = This slip no longer works
activate-used = It was used before. A slip works once.
activate-void = It was replaced by a newer one. Use that.
activate-expired = It is too old.
activate-unknown = There is no such slip, or its account has ended. The address has to be complete; it is best to scan the code.
activate-ask = Ask { $organisation } for another.
activate-ask-giver = Ask whoever gave it to you for another.
activate-in-already = A phone that was activated before simply opens.

slip-title = activation slip
slip-organisation = Organisation
slip-role = Role
slip-name = Name
slip-scan = Scan the code on the left with your own phone.
slip-tap = Tap “Activate on this phone”. No password from then on.
slip-officer-open = Scan the code on the left, or type the address below on a computer.
slip-officer-choose = Choose a password; from then on sign in with login and password.
slip-once = Works once, until { $until }. Let nobody else scan it. For a new phone, ask for another slip.
slips-title = Print activation slips
slips-ready = { $count ->
    [one] One activation slip: hand it over now
   *[other] { $count } activation slips: hand them over now
}
slips-once = This page is shown once and cannot be found again; then slips have to be issued anew. Earlier slips have stopped working.
slips-print = Print now (Ctrl+P), cut along the dashed lines, and hand each to its holder.
slips-scan = On a phone nothing need be printed: let each scan their own code from this screen with their own phone, then go back.
slips-back = Done; go back
slips-how = How to print
slips-on-page = Print from the page
slips-as-docx = Word document
slips-file-hint = As a Word document or PDF the slips come as a file, once as well. When it is saved, reload this page to see how things stand.

password-title = Change password
password-old = Old password
password-new = New password
password-again = New password once more
password-hint = Ten characters or more. A sentence you remember is best; capitals and signs are not asked for.
password-differs = The two passwords differ. Type them again.
password-go = Change password
password-others-out = After that every other device has to sign in anew.

codes-title = Sign-in codes
codes-what = With codes on, signing in asks for six digits from your phone besides the password. Whoever learns your password still cannot come in.
codes-begin = Set up
codes-on = On
codes-since = since { $since }
codes-end = Turn codes off
codes-step-app = Install an authenticator app on your phone.
codes-step-scan = Scan this code with it:
codes-step-type = If it cannot scan, type this in:
codes-step-code = Type the six digits it shows below.
codes-confirm = Turn codes on

own-title = My account
own-proofs = Password and codes
own-password-done = The password is changed. Other devices have to sign in anew.
own-devices = Signed in on
own-devices-what = If you do not know one of them, sign it out.
own-device-days = signed in { $since }, last used { $seen }
own-this = this one
own-sign-out = Sign out
own-everywhere = Sign out everywhere
own-everywhere-officer = On this device too. Come back with login and password.
own-everywhere-phone = On this phone too. You will need a new slip to come back.

device-wechat = WeChat
device-dingtalk = DingTalk
device-qq = QQ Browser
device-edge = Edge
device-firefox = Firefox
device-chrome = Chrome
device-safari = Safari
device-android = Android phone
device-harmony = HarmonyOS phone
device-iphone = iPhone
device-ipad = iPad
device-windows = Windows computer
device-mac = Mac
device-linux = Linux computer
device-unknown = Unknown device

accounts-title = Accounts
accounts-what = Who is in, and who is not yet. A { -secretary } needs no password: hand over a slip, they scan it once.
accounts-waiting = Without a slip
accounts-out = Slip out, not used yet
accounts-in-use = In use
accounts-nobody = No { -secretary } on record
accounts-only-these = only these
accounts-show-all = show all
accounts-under = Only
accounts-all = All
accounts-narrow = Show
accounts-branches = { -branch(form: "many") }
accounts-issue-ticked = Issue slips to those ticked
accounts-issue-all = Issue to all without one ({ $count })
accounts-issue-what = A new slip ends the earlier one, and phones signed in with that account have to be activated anew.
accounts-tick = Tick
accounts-branch = { -branch }
accounts-secretary = { -secretary }
accounts-state = State
accounts-until = Last day
accounts-look = Look
accounts-handover = Hand over
accounts-others = Other accounts
accounts-none-here = None.
account-nobody = No { -secretary } on record
account-none = ○ No account yet
account-never-used = ○ Not activated, and no slip that works
account-slip-out = ◔ Slip out, not used yet
account-slip-days = issued { $since }, works until { $until }
account-in-use = ✓ In use
account-use-days = activated { $since }, last used { $seen }
account-signed-out = ◔ Activated, signed in nowhere now
account-out-days = activated { $since }
account-suspended = ‖ Suspended
account-ended = ■ Ended
account-nameless = Account without a name
account-devices = Where it is signed in
account-devices-count = Devices signed in: { $count }.
account-codes-on = Sign-in codes are on.
account-codes-off = Sign-in codes are off.
account-slip = Activation slip
account-slip-what = A new phone, a lost slip, a forgotten password: issue another. The earlier slip, the password and every device signed in stop working.
account-slip-go = Issue a new slip
account-stop = Suspend or end
account-suspend-what = Suspended, it is signed out at once and can be taken up again.
account-suspend = Suspend
account-take-up-what = It is as before the suspension; its holder has to sign in or activate anew.
account-take-up = Take up again
account-end-what = Ended, it is signed out at once for good. What was recorded stays.
account-end = End
grants-title = Rights
grants-days = Time
grant-from = from { $from }
grant-from-until = { $from } to { $until }
grant-invited = not taken up yet
grant-active = in force
grant-suspended = suspended
grant-moved = moved on
grant-ended = over

handover-title = The { -secretary } hands over
handover-holder = Now: { $name }
handover-holder-since = { $name } (since { $since })
handover-nobody = Nobody is on record as { -secretary } now.
handover-member = Who takes over
handover-pick = Choose
handover-name = If not on the list, the name
handover-name-only = Name of who takes over
handover-on = From which day
handover-what = The old holder’s post ends the day before and their phone is signed out at once; the new one gets an account and a slip to print.
handover-go = Hand over and issue the slip
handover-sheet = Print the handover sheet
handover-sheet-hint = What is open, what is planned and what becomes of accounts, with room for three signatures. Print it before handing over.
handover-choose = Choose who takes over and from when.

add-title = New account
add-what = Not for a { -secretary } on record: issue the slip from the list.
add-login-hint = Needed for officers, inspectors and auditors. Not for somebody who writes for a { -branch }: they scan the slip.
add-until-hint = For a task with an end, such as an inspection. The day after, it no longer works.
add-go = Make it and issue the slip
add-missing = Fill in role, organisation and name; the day has to be a date.

members-title = Slips for { -member(form: "many") }
members-what = With an account they can look at what they heard. Without one they count all the same.
members-me = yourself
members-holder = Their slip goes by the post and comes from above; no second one is handed out here.
members-none = No { -member } is on record yet.
members-issue-what = Let each scan the code on your screen, or print them and hand them over. Earlier slips stop working.

failure-listen = Cannot serve pages at { $address }: { $said }.
    .instead = Choose another port, such as --listen 127.0.0.1:8081.
refusal-not-a-demo = This database holds no invented records.
    .instead = Name another folder with --data.
demo-login = or sign in at /sign-in: login { $login }, password { $password }

## Command line: settings, doctor, accounts

failure-settings-file = The settings file { $path } cannot be read: { $said }
    .instead = Mend it; docs/settings.en.md says how it is written.
settings-file = Settings file: { $path }
settings-head-name = name
settings-head-value = value
settings-head-source = from
settings-source-default = built in
settings-source-file = settings file
settings-source-environment = environment
settings-source-flag = command line
settings-fine = Settings: in order.
settings-wrong = { $name } = “{ $value }”: { $problem }
settings-problem-listen = this is no address to listen on. Write one as 127.0.0.1:8080.
settings-problem-address = this is no web address. Write one as https://kaijiang.example.cn with nothing after it.
settings-problem-database = this is no address of a database. Write sqlite:PATH or postgres://ADDRESS.
settings-problem-language = there is no such language. Write zh-Hans, zh-Hant or en.
settings-problem-proxy = one of these is no IP address. Write those of your proxies, with commas between.
settings-problem-upload = write a whole number of megabytes from 1 to 1024.
settings-problem-fonts = there is no such folder.
settings-problem-log = this is no level of logging. Write error, warn, info or debug.
settings-problem-channel = Each channel needs a name of its own and the kind wecom, dingtalk, feishu or mail. A robot has url, which begins with https://, and secret; mail has host, port, tls, from, to, user and password.
settings-problem-mail-host = there is no name of a mail server. Write one as host = "mail.example.cn", without a port.
settings-problem-mail-encryption = there is no such encryption. Write tls = "required" or "starttls"; "none" is for a mail server on this machine alone.
settings-problem-mail-from = who writes is no mail address. Write one as from = "kaijiang@example.cn".
settings-problem-mail-to = there is nobody to write to, or one of them is no mail address. Write them as to = ["yi@example.cn", "bing@example.cn"].
settings-problem-mail-login = write both user and password, or neither. The password is password = "…", or the environment variable KAIJIANG_MAIL_PASSWORD.
doctor-database-detail = { $engine }, { $address }, { $entries } entries of history
doctor-mail-fine = Mail server: it answers and lets us in ({ $detail }).
doctor-mail-wrong = Mail server: it cannot be used ({ $detail }). Check host, port, tls, user and password in the settings, and whether this machine can reach it.
doctor-disk-fine = Disk: enough space ({ $detail } free).
doctor-disk-wrong = Disk: too little space ({ $detail }). Free 1024 MiB at least, or move the data folder to a larger disk.
doctor-key-fine = Signing key: in order ({ $detail }).
doctor-key-wrong = Signing key: not in order ({ $detail }). The file has to be there and readable by the program’s user alone (chmod 600); if it is lost, bring it back from a backup.
doctor-listen-fine = Address to listen on: in order ({ $detail }).
doctor-listen-wrong = Address to listen on: cannot be used ({ $detail }). Choose another port, or stop the program that has it.
doctor-address-fine = Address people type: in order ({ $detail }).
doctor-address-wrong = Address people type: { $detail } is not encrypted; passwords would travel in the open. Put a reverse proxy with HTTPS in front and set address to its https:// address.
user-head-login = login or id
user-link = { $role }, { $organisation } { $name }
user-link-once = The link works once, until { $until }. Hand it to its holder.
