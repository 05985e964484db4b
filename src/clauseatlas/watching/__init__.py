"""Watches, alerts, digests and their delivery.

What stands here, in the order in which one change uses it:

- `facts`       a stored change -> what watches look at
- `matching`    watches and facts -> which watch fits, and because of what (pure)
- `gathering`   new changes behind the cursor -> match rows, in one transaction with the cursor
- `telling`     a change -> a story: what changed, what it means, what to do; composed once, from the record alone
- `bundling`    matches that are due -> alerts and their deliveries; one message a platform a day
- `digesting`   the matches of a week -> a digest and its deliveries
- `rhythm`      when a day's message and a week's digest are due, in the person's time zone (pure)
- `messages`, `wording`  a message as text, HTML and JSON
- `outbox`      claims with leases, retries, dead letters
- `delivering`  all of it in a row, and the sending through `channels`
"""
