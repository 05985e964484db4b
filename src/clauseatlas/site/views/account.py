"""The rooms of the account: overview, profile, plan and use, security; switching in whose name one acts."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from clauseatlas.accounts.auditing import record
from clauseatlas.accounts.models import AuditEntry, Person
from clauseatlas.accounts.organisations import holders
from clauseatlas.accounts.plans import plans, standing, subscription, trial_plan, use
from clauseatlas.accounts.subscriptions import TRIAL_DAYS, begin_trial
from clauseatlas.accounts.words import FEATURES, MEASURES, ROLES, Deed
from clauseatlas.pipeline.workshop import utc_now
from clauseatlas.site.views.account_forms import ProfileForm
from clauseatlas.site.views.private import ACTING, done, holder_for, person_of, show

ENTRIES_SHOWN = 30


def overview(request: HttpRequest) -> HttpResponseBase:
    """In whose name, on which plan, how much of it is used."""
    holder = holder_for(request)
    return show(
        request,
        "overview",
        holder=holder,
        standing=standing(holder),
        use=use(holder),
        holders=holders(holder.person),
        roles=ROLES,
        two_factors=is_mfa_enabled(holder.person),
    )


def profile(request: HttpRequest) -> HttpResponseBase:
    """Name and time zone."""
    person = Person.objects.get(pk=person_of(request).pk)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        record(Deed.PROFILE_CHANGED, actor=person, subject=person, request=request)
        return done(request, "Your profile is saved.", "/account/profile/")
    return show(request, "profile", form=form, person=person)


def security(request: HttpRequest) -> HttpResponseBase:
    """Password, address, second factors, and what happened at the door lately."""
    person = person_of(request)
    entries = AuditEntry.objects.filter(actor=person.pk) | AuditEntry.objects.filter(subject_kind="person", subject=str(person.pk))
    return show(request, "security", person=person, two_factors=is_mfa_enabled(person), entries=entries[:ENTRIES_SHOWN])


def plan(request: HttpRequest) -> HttpResponseBase:
    """The plan, its limits and what is used, and the other plans of this atlas."""
    holder = holder_for(request)
    row = subscription(holder)
    tried = trial_plan()
    return show(
        request,
        "plan",
        holder=holder,
        standing=standing(holder),
        use=use(holder),
        plans=tuple(plans().values()),
        measures=MEASURES,
        features=FEATURES,
        trial=tried if tried and (row is None or row.trial_began is None) and tried.rank > standing(holder).plan.rank else None,
        trial_days=TRIAL_DAYS,
        now=utc_now(),
    )


def start_trial(request: HttpRequest) -> HttpResponseBase:
    """Begin the trial."""
    begin_trial(holder_for(request), request=request)
    return done(request, f"Your trial has begun. It ends by itself after {TRIAL_DAYS} days.", "/account/plan/")


def act(request: HttpRequest) -> HttpResponseBase:
    """Act for an organisation from now on, or for oneself again."""
    chosen = request.POST.get("organisation", "")
    if not chosen:
        request.session.pop(ACTING, None)
    else:
        found = next((each for each in holders(person_of(request)) if each.organisation and str(each.organisation.pk) == chosen), None)
        if found is None or found.organisation is None:
            raise Http404("No page has this address.")
        request.session[ACTING] = found.organisation.pk
    onward = request.POST.get("next", "")
    return HttpResponseRedirect(onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else "/account/")
