# English: signing in, activation slips, accounts. How to write here: see the head of base.ftl.

refusal-login-taken = Somebody already signs in as “{ $login }”.
    .instead = Choose another name.
refusal-role-above = You cannot make somebody a { $role }.
    .instead = Ask the level above to do it.

activate-title = Activate
activate-what = Tap once on your own phone; from then on it opens without a password.
activate-go = Activate on this phone
activate-spent = This slip was used, taken back or is too old. Ask whoever gave it to you for another.

failure-listen = Cannot serve pages at { $address }: { $said }.
    .instead = Choose another port, such as --listen 127.0.0.1:8081.
refusal-not-a-demo = This database holds no invented county.
    .instead = Name another folder with --data.
