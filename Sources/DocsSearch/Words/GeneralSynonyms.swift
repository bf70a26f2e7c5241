/// Words of what APIs are about: each line is a group of words and phrases that stand for each other in questions.
enum GeneralSynonyms {
  static let groups = lines.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }

  private static let lines = """
    create, add, new, make, register, insert, issue, generate, provision, set up, open
    delete, remove, destroy, erase, wipe, purge, drop, discard, get rid of, clear, kill
    revoke, invalidate, withdraw, take back, delete
    update, change, edit, modify, alter, set, adjust, patch, replace
    list, show, all, enumerate, browse, index, overview, see
    get, fetch, read, retrieve, view, look up, describe, show, find, details
    search, find, query, look for, filter, lookup
    rename, change name, title
    upload, send file, attach, put file, import
    download, export, fetch file, save, get file
    bulk, batch, mass, import, many at once, multiple
    import, load, bulk add, bulk create, upload
    csv, spreadsheet, excel, sheet, table
    template, sample, blank form, skeleton, example file
    log in, login, sign in, signin, log on, authenticate, authentication, session
    log out, logout, sign out, signout, log off, end session
    impersonate, impersonation, act as, on behalf, act on behalf, log in as, sign in as, logged in as, pretend, as another
    consent, permission, allow, agree, let, permit
    allow, permit, grant, authorize, enable
    single sign on, sso, oidc, openid, saml, oauth, identity provider, logto
    exchange, swap, trade, convert, turn into
    refresh, renew, extend, prolong
    two factor, two factor authentication, 2fa, mfa, multi factor, totp, authenticator, second factor
    password, passphrase, pass word, credentials
    token, access token, bearer, jwt, pat
    api key, apikey, key, access key
    secret, credential, password
    picture, avatar, image, photo, profile picture, icon, portrait
    logo, branding, rebranding, theme, brand, look, image
    user, person, people, member, account, employee, colleague, teammate, staff, human
    profile, me, my account, own account, myself, who am i
    customer, client, buyer
    organization, organisation, company, tenant, firm, business, enterprise
    reseller, dealer, partner, retailer
    distributor, wholesaler
    group, team, cohort
    owner, creator, author
    administrator, admin, superuser, root
    role, permission, privilege, right, scope, access
    suspend, disable, block, deactivate, ban, lock, freeze, pause, stop temporarily, turn off, switch off
    reactivate, enable, activate, unblock, unsuspend, unlock, resume, unban, unpause, turn on, switch on
    restore, undelete, recover, undo, bring back, unarchive, reinstate
    archive, delete, close, deactivate, soft delete
    kick, remove, expel, throw out, delete, ban
    invite, add, ask in
    join, enter, add
    leave, quit, exit, remove
    silence, mute, snooze, quiet, suppress
    alert, alarm, warning, alerts
    notification, notify, alert, tell, inform
    webhook, callback, hook, push, subscription
    subscribe, follow, watch, listen
    system, machine, server, device, appliance, computer, host, node, box, firewall, unit
    alive, heartbeat, health, ping, up, running, reachable, reachability, available, responding, online, status
    offline, down, dead, unreachable, inactive, not responding
    status, state, condition, progress
    web interface, web ui, gui, user interface, console, dashboard
    count, how many, number of, totals, total, statistics, stats, amount of, sum, quantity
    trend, growth, over time, evolution, development, history, series
    summary, by type, breakdown, grouped, overview, per type, aggregate
    history, timeline, past, previous
    change, changes, diff, diffs, difference, delta, changed, what changed, compare, modification
    audit, log, activity, trail, trace, journal, event, who did, tried, record
    log, logs, output, journal
    event, activity, occurrence
    inventory, stock, assets, facts, hardware
    backup, snapshot, dump, copy
    presigned, signed url, temporary link, temporary url, download link
    file, document, attachment, upload
    vat, vat number, tax, tax id, tax number, fiscal code
    validate, validator, check, verify, already exists, taken, duplicate, exists, unique
    verify, confirm, prove, check
    approve, accept, confirm, consent, agree
    reject, decline, deny, refuse, disapprove
    cancel, abort, stop, terminate, end, kill, void, call off, revoke, withdraw
    start, begin, launch, run, execute, trigger, boot
    stop, halt, shut down, shutdown, terminate, kill
    restart, reboot, reset
    retry, resend, again, repeat, redeliver
    regenerate, rotate, new one, reissue, lost, renew, reset
    reset, forgot, forgotten, lost, change
    expire, expiry, expires, validity, lifetime, ttl, valid until, how long
    limit, quota, maximum, max, rate limit, cap, too many
    error, failure, fault, problem, issue
    message, post, chat message, text, note
    reply, answer, respond, thread
    comment, note, remark, annotation
    channel, room, conversation, chat
    private, direct, one to one, dm, between two people, two people
    public, open, visible, anonymous, without logging in
    moderation, moderate, restrict, only admins, only admin
    write, post, send, publish
    send, post, submit, deliver, transmit, push, create
    receive, get, incoming
    reaction, emoji, like, smiley, emoticon
    pin, bookmark, favorite, favourite, star, flag, save
    remind, reminder, tomorrow, later
    schedule, scheduled, later, plan, calendar, timer, cron
    do not disturb, dnd, busy, away, presence, user status, status
    command, slash command, shortcut
    search term, keyword, query
    setting, settings, config, configuration, preference, preferences, option, customize, setup
    value, values, choices, options, dropdown, enum, filter, allowed values, pick list
    field, fields, attribute, property, properties, column, metadata
    entry, item, record, element, row
    row, line, record, entry
    resolution, resolve, ambiguous, conflict, decide, decision
    language, locale, translation, i18n
    phone, telephone, mobile, cell, phone number
    sms, text message, text
    call, dial, phone call, ring
    email, mail, e-mail
    address, location, place
    price, cost, rate, fee, charge
    pay, payment, charge, purchase, buy, checkout
    refund, reimburse, money back, return money, give back
    capture, collect, settle, charge
    invoice, bill, receipt
    subscription, plan, recurring
    order, purchase
    ship, shipment, deliver, tracking, dispatch
    payout, transfer, withdraw, send money
    balance, funds, money
    merchant, seller, shop, store
    terminal, card reader, device
    deploy, deployment, release, rollout, publish, ship, go live
    build, compile, make
    rollback, revert, undo, roll back, go back, previous version
    version, release, revision
    sync, synchronize, synchronise, refresh, update
    repository, repo, source
    container, instance
    image, snapshot, picture
    volume, disk, storage
    network, networking, connectivity
    domain, zone, dns, hostname
    record, rrset, entry
    certificate, cert, tls, ssl, https
    dnssec, cryptokey, signing key
    cluster, orchestrator, swarm
    pod, workload, container
    namespace, project, space
    job, task, worker, queue, background
    application, app, software, program, product
    oauth client, app registration
    device code, device flow, device authorization
    introspect, check token, inspect token, token info
    policy, rule, condition
    factor, authenticator, verification method
    envelope, agreement, contract, signing request
    sign, signature, e-sign
    recipient, signer, receiver, addressee
    template, form, blueprint
    tag, label, category, keyword
    form, survey, questionnaire, submission
    site, website, page, web site
    snippet, code, script injection
    function, lambda, serverless
    variable, env var, environment variable
    promote, upgrade, elevate, raise, turn into, make
    demote, downgrade, lower, reduce
    transfer, move, migrate, reassign, hand over, change owner
    merge, combine, join, unify
    copy, clone, duplicate, fork
    assign, attach, link, associate, connect, bind
    unassign, detach, unlink, disconnect, unbind
    test, try, dry run, simulate, preview
    destroy, for good, permanently, forever, irreversibly, hard delete
    support, helpdesk, help desk, assistance, technician
    license, licence, entitlement
    guild, server, community
    voice, audio, call
    video, stream, screen share
    sticker, emoji
    usage, consumption, metrics, statistics
    metric, measurement, monitoring, performance
    health, status, check, alive
    permission, acl, access control
    restrict, limit, forbid, prohibit
    attachment, file, upload
    wrong, invalid, failed, incorrect, bad
    key, secret
    swagger, openapi, specification, schema
    """
}
