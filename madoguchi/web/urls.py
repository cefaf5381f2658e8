"""住所 - every address of the house; the first step names the municipality."""

from __future__ import annotations

from django.urls import include, path

from . import demo, health, hooks
from .catalogue import ahead, brought, road
from .club import page as clubs
from .club import statistic
from .designer import beside, sheet, tables, trial
from .designer import draft as revision
from .docket import deeds as docket_deeds
from .docket import listed as docket_list
from .docket import new as docket_new
from .docket import page as docket_page
from .intake import files as intake_files
from .intake import match as intake_match
from .intake import row as intake_row
from .resident import (
    accessibility,
    again,
    check,
    contact,
    copy,
    correct,
    direct,
    document,
    eligible,
    employer,
    find,
    follow,
    form,
    hearing,
    helper,
    index,
    interview,
    later,
    letter,
    mail_in,
    near,
    person,
    postcode,
    second,
    sign_in,
    status,
    window,
)
from .resident import round as record
from .round import after, club, compare, deeds, line, rounds
from .round import page as round_page
from .staff import (
    accounts,
    appeal,
    bulk,
    case,
    counter,
    disposals,
    errands,
    improve,
    inbox,
    me,
    notes,
    protect,
    reviews,
    saved,
    secret,
    sign,
    triage,
    verdict,
    viewing,
    views,
)
from .staff import again as renew
from .staff import document as paper
from .transcripts import files as handed_files
from .transcripts import hand, relay
from .transcripts import one as handed
from .transcripts import run as robot

draft = [
    path("check/", check.check, name="check"),
    path("done/", check.done, name="done"),
    path("code", check.code, name="code"),
    path("helper/", helper.helper, name="helper"),
    path("second", second.of_receipt, name="second-of-receipt"),
    path("voice", check.voice, name="voice"),
    path("window", window.move, name="move-window"),
    path("copy.pdf", copy.of_receipt, name="receipt-copy"),
    path("later/", later.later, name="later"),
    path("discard", later.discard, name="discard"),
    path("file/<slug:file>", document.of_draft, name="draft-file"),
    path("again/", again.summary, name="again-check"),
    path("again/<slug:slug>", again.bring, name="again-bring"),
    path("direct/<slug:slug>/", direct.of_draft, name="direct"),
    path("<slug:slug>/", form.page, name="page"),
]
designer = [
    path("", tables.tables, name="tables"),
    path("<slug:procedure>/", tables.of_procedure, name="tables-of"),
    path("<slug:procedure>/history/", tables.history, name="tables-history"),
    path("<slug:procedure>/trial/", trial.trial, name="trial"),
    path("<slug:procedure>/beside/", beside.beside, name="tables-beside"),
    path("<slug:procedure>/draft/<slug:deed>", revision.deed, name="revise"),
    path("<slug:procedure>/t/<slug:table>/", tables.table, name="table"),
    path("<slug:procedure>/t/<slug:table>/beside/", beside.beside, name="table-beside"),
    path("<slug:procedure>/t/<slug:table>/xlsx", sheet.export, name="table-xlsx"),
    path("<slug:procedure>/t/<slug:table>/draft/", revision.table, name="table-draft"),
    path("<slug:procedure>/t/<slug:table>/draft/xlsx", sheet.bring, name="table-bring"),
    path("<slug:procedure>/t/<slug:table>/draft/<slug:row>/", revision.row, name="table-row"),
]
of_catalogue = [
    path("", road.road, name="catalogue"),
    path("next/", ahead.ahead, name="catalogue-next"),
    path("progress/", ahead.far, name="catalogue-progress"),
    path("xlsx", road.workbook, name="catalogue-xlsx"),
    path("lists/", brought.lists, name="catalogue-lists"),
    path("lists/<int:number>/", brought.one, name="catalogue-list"),
    path("row/<slug:key>/", road.row, name="catalogue-row"),
]
of_rounds = [
    path("", rounds.rounds, name="rounds"),
    path("<int:number>/", round_page.round_, name="round"),
    path("<int:number>/compare/", compare.compare, name="round-compare"),
    path("<int:number>/after/", after.after, name="round-after"),
    path("<int:number>/line/", line.line, name="round-line"),
    path("<int:number>/club/<slug:pool>/", club.club, name="round-club"),
    path("<int:number>/child/<slug:case_id>/", club.child, name="round-child"),
    path("<int:number>/<slug:deed>", deeds.deed, name="round-deed"),
]
of_clubs = [
    path("", clubs.clubs, name="clubs"),
    path("statistics/<slug:procedure>", statistic.statistic, name="statistics"),
    path("<slug:procedure>/<slug:pool>/", clubs.roster, name="roster"),
    path("<slug:procedure>/<slug:pool>/print/", clubs.sheets, name="club-sheets"),
    path("<slug:procedure>/<slug:pool>/report/", clubs.report, name="club-report"),
    path("<slug:procedure>/<slug:pool>/<slug:case_id>/", clubs.child, name="club-child"),
]
of_dockets = [
    path("", docket_list.dockets, name="dockets"),
    path("new", docket_new.new, name="docket-new"),
    path("told/<int:number>", docket_new.told, name="docket-told"),
    path("absences/", docket_list.absences, name="absences"),
    path("<int:number>/", docket_page.docket, name="docket"),
    path("<int:number>/letter/<slug:case_id>/", docket_page.letter, name="docket-letter"),
    path("<int:number>/<slug:deed>", docket_deeds.deed, name="docket-deed"),
]
of_transcripts = [
    path("", robot.transcripts, name="transcripts"),
    path("<slug:procedure>/", robot.run, name="transcripts-of"),
    path("<slug:procedure>/health/", robot.health, name="robot-health"),
    path("<slug:procedure>/shot", robot.shot, name="robot-shot"),
    path("<slug:procedure>/robot/<slug:deed>", robot.deed, name="robot-deed"),
    path("<slug:procedure>/batches/", handed_files.batches, name="batches"),
    path("<slug:procedure>/batches/<int:number>/", handed_files.batch, name="batch"),
    path("<slug:procedure>/batches/<int:number>/<slug:what>", handed_files.out, name="batch-out"),
    path("<slug:procedure>/reconcile/", handed_files.reconcile, name="reconcile"),
]
of_transcript = [
    path("", handed.one, name="transcript"),
    path("type/", hand.typing, name="transcript-type"),
    path("file", hand.file, name="transcript-file"),
    path("picture/<int:picture>", handed.picture, name="transcript-picture"),
    path("<slug:deed>", handed.deed, name="transcript-deed"),
]
of_intake = [
    path("", intake_files.files, name="intake"),
    path("<int:number>/", intake_match.file, name="intake-file"),
    path("row/<int:number>/", intake_row.row, name="intake-row"),
]
staff = [
    path("transcripts/", include(of_transcripts)),
    path("case/<slug:case_id>/transcript/<int:number>/", include(of_transcript)),
    path("intake/", include(of_intake)),
    path("catalogue/", include(of_catalogue)),
    path("clubs/", include(of_clubs)),
    path("dockets/", include(of_dockets)),
    path("rounds/", include(of_rounds)),
    path("tables/", include(designer)),
    path("", inbox.inbox, name="inbox"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("filters/", saved.filters, name="filters"),
    path("case/<slug:case_id>/note", notes.write, name="note"),
    path("sign-in/", sign.sign_in, name="sign-in"),
    path("sign-in/code/", sign.code, name="sign-in-code"),
    path("sign-in/passkey", sign.passkey, name="passkey-in"),
    path("sign-in/passkey/ask", sign.passkey_begin, name="passkey-ask"),
    path("sign-out", sign.sign_out, name="sign-out"),
    path("me/", me.me, name="me"),
    path("me/password/", me.password, name="password"),
    path("me/app/", me.totp, name="totp"),
    path("me/passkey", me.passkey, name="passkey-new"),
    path("me/passkey/make", me.passkey_begin, name="passkey-make"),
    path("me/remove", me.remove, name="factor-remove"),
    path("me/codes", me.codes, name="recovery-codes"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<str:username>/", accounts.one, name="account"),
    path("accounts/<str:username>/<slug:what>", accounts.deed, name="account-deed"),
    path("errands/", errands.failed, name="errands"),
    path("case/<slug:case_id>/", case.case, name="case"),
    path("case/<slug:case_id>/again", renew.begin, name="counter-again"),
    path("case/<slug:case_id>/purpose", viewing.purpose, name="purpose"),
    path("case/<slug:case_id>/protect", protect.protect, name="protect"),
    path("disposals/", disposals.disposals, name="disposals"),
    path("disposals/<int:number>/", disposals.certificate, name="certificate"),
    path("counter/", counter.counter, name="counter"),
    path("improve/", improve.improve, name="improve"),
    path("views/", views.views, name="views"),
    path("views/export", views.export, name="views-export"),
    path("case/<slug:case_id>/secret", secret.secret, name="secret"),
    path("case/<slug:case_id>/document/<slug:file>", paper.document, name="document"),
    path("case/<slug:case_id>/document/<slug:file>/<int:number>", paper.leaf, name="leaf"),
    path("case/<slug:case_id>/document/<slug:file>/<int:number>/<slug:box>", paper.crop, name="crop"),
    path("case/<slug:case_id>/document/<slug:file>/<int:number>/<slug:box>/page", paper.framed, name="framed"),
    path("case/<slug:case_id>/verdict", verdict.say, name="verdict"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("triage/", triage.triage, name="triage"),
    path("case/<slug:case_id>/appeal.pdf", appeal.appeal, name="appeal"),
    path("case/<slug:case_id>/<slug:step>/", case.take, name="take"),
]
application = [
    path("", status.standing, name="standing"),
    path("correct/", correct.correct, name="correct"),
    path("result/", status.result, name="result"),
    path("withdraw/", status.withdraw, name="withdraw"),
    path("reply", status.reply, name="reply"),
    path("earlier/", status.earlier, name="earlier-letters"),
    path("hearing/", hearing.hearing, name="hearing"),
    path("interview/", interview.interview, name="interview"),
    path("near", near.add, name="near"),
    path("next/<slug:procedure>/", follow.begin, name="follow"),
    path("contact/", contact.contact, name="contact"),
    path("second/", second.offer, name="second"),
    path("direct/<slug:slug>/", direct.of_application, name="direct-later"),
    path("copy.pdf", copy.copy, name="copy"),
    path("letter/<int:number>.pdf", letter.pdf, name="letter-pdf"),
    path("file/<slug:file>", document.of_application, name="sent-file"),
]
issuer = [
    path("", employer.start, name="employer"),
    path("check/", employer.check, name="employer-check"),
    path("<slug:slug>/", employer.page, name="employer-page"),
]
municipality = [
    path("", index.city, name="city"),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
    path("letter/", letter.check, name="letter"),
    path("catalogue/", find.find, name="find"),
    path("catalogue/<slug:key>/", find.found, name="found"),
    path("status/", status.enter, name="status"),
    path("status/<slug:reference>/", include(application)),
    path("staff/", include(staff)),
    path("r/<slug:key>", later.resume, name="resume"),
    path("from/line", hooks.line, name="from-line"),
    path("from/portal", hooks.portal, name="from-portal"),
    path("postcode/<slug:digits>", postcode.postcode, name="postcode"),
    path("g/<slug:token>", second.confirm, name="assent"),
    path("e/<slug:link>/", include(issuer)),
    path("sign-in/back", sign_in.back, name="sign-in-back"),
    path("sign-in/out", sign_in.out, name="signed-out"),
    path("<slug:procedure>/", index.procedure, name="procedure"),
    path("<slug:procedure>/rounds/<int:number>/", record.record, name="round-public"),
    path("<slug:procedure>/eligible/", eligible.eligible, name="eligible"),
    path("<slug:procedure>/start", index.start, name="start"),
    path("<slug:procedure>/sign-in/", sign_in.ways, name="ways"),
    path("<slug:procedure>/sign-in/mail/", mail_in.mail_in, name="mail-in"),
    path("<slug:procedure>/sign-in/go/<slug:way>", sign_in.go, name="go"),
    path("<slug:procedure>/person/", person.person, name="person"),
    path("<slug:procedure>/again/<slug:reference>/", again.offer, name="again"),
    path("<slug:procedure>/d/<slug:key>/", include(draft)),
]
urlpatterns = [
    path("", index.index, name="index"),
    path("accessibility/", accessibility.accessibility, name="accessibility-of-the-house"),
    path("health", health.health, name="health"),
    path("health/ready", health.ready, name="ready"),
    path("robot/relay/", relay.waiting, name="relay"),
    path("robot/relay/<str:name>", relay.file, name="relay-file"),
    path("demo/codes/", demo.codes, name="codes-of-the-demo"),
    path("demo/mail/", demo.mails, name="mails"),
    path("demo/mail/<str:name>/", demo.mail, name="mail"),
    path("<slug:city>/", include(municipality)),
]
handler400 = "madoguchi.web.faults.unreadable"
handler403 = "madoguchi.web.faults.refused"
handler404 = "madoguchi.web.faults.missing"
handler500 = "madoguchi.web.faults.broken"
