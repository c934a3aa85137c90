"""The closed lists of the catalogue: kinds, levels, states, units."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PowerType(models.IntegerChoices):
    """权力类型 (SX-04): the kind of power or service, numbered as on the national platform."""

    PERMIT = 1, _("Administrative permit")
    PENALTY = 2, _("Administrative penalty")
    COERCION = 3, _("Administrative coercion")
    LEVY = 4, _("Administrative levy")
    PAYMENT = 5, _("Administrative payment")
    INSPECTION = 6, _("Administrative inspection")
    CONFIRMATION = 7, _("Administrative confirmation")
    REWARD = 8, _("Administrative reward")
    RULING = 9, _("Administrative ruling")
    OTHER = 10, _("Other administrative power")
    PUBLIC_SERVICE = 20, _("Public service")


class Procedure(models.TextChoices):
    """办理程序: the body of law that says how a case of the matter runs."""

    LICENCE = "licence", _("Licensing procedure")
    FILING = "filing", _("Filing for the record")
    CONFIRMATION = "confirmation", _("Confirmation procedure")
    PAYMENT = "payment", _("Payment procedure")
    REWARD = "reward", _("Reward procedure")
    RULING = "ruling", _("Ruling procedure")
    PUBLIC_SERVICE = "public_service", _("Public service procedure")
    CONSULTATION = "consultation", _("Consultation")
    INTERNAL = "internal", _("Internal request")


class Status(models.TextChoices):
    """版本状态: a draft is seen by its keepers only."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", pgettext_lazy("version", "Cancelled")


class Audience(models.TextChoices):
    """服务对象: who may ask for the matter."""

    PERSON = "person", _("Individuals")
    ENTERPRISE = "enterprise", _("Legal persons")
    BOTH = "both", _("Individuals and legal persons")


class CaseType(models.IntegerChoices):
    """办件类型 (SX-10): decided at once, or within a promised limit."""

    IMMEDIATE = 1, _("Decided at once")
    PROMISED = 2, _("Within a promised limit")


class Unit(models.TextChoices):
    """时限单位: the units of the clock."""

    WORKING_DAYS = "wd", _("working days")
    CALENDAR_DAYS = "cd", _("calendar days")
    MONTHS = "mo", _("months")
    YEARS = "y", _("years")
    HOURS = "h", _("hours")


class ClockStart(models.TextChoices):
    """起算点: the event after which the limit runs."""

    RECEIPT = "receipt", _("From receipt")
    ACCEPTANCE = "acceptance", _("From acceptance")


class MaterialKind(models.TextChoices):
    """材料类型: in what shape the paper is handed in."""

    ORIGINAL = "original", pgettext_lazy("material", "Original")
    COPY = "copy", pgettext_lazy("material", "Copy")
    ELECTRONIC = "electronic", pgettext_lazy("material", "Electronic")


class Necessity(models.TextChoices):
    """材料必要性: whether the case can do without."""

    REQUIRED = "required", pgettext_lazy("material", "Required")
    OPTIONAL = "optional", pgettext_lazy("material", "Optional")
    LATER = "later", pgettext_lazy("material", "May follow later")


class MaterialSource(models.TextChoices):
    """来源渠道: who makes the paper."""

    APPLICANT = "applicant", _("Prepared by the applicant")
    GOVERNMENT = "government", _("Issued by a government department")
    OTHER = "other", _("Issued by others")


class SpecialKind(models.TextChoices):
    """特别程序 (XK-07, XK-10): what a case may need beside its review; all but the site visit stop the clock."""

    HEARING = "hearing", pgettext_lazy("special procedure", "Hearing")
    TENDER = "tender", pgettext_lazy("special procedure", "Tender")
    AUCTION = "auction", pgettext_lazy("special procedure", "Auction")
    INSPECTION = "inspection", pgettext_lazy("special procedure", "Inspection")
    TESTING = "testing", pgettext_lazy("special procedure", "Testing")
    QUARANTINE = "quarantine", pgettext_lazy("special procedure", "Quarantine")
    APPRAISAL = "appraisal", pgettext_lazy("special procedure", "Appraisal")
    EXPERT_REVIEW = "expert_review", pgettext_lazy("special procedure", "Expert review")
    SITE_VISIT = "site_visit", pgettext_lazy("special procedure", "Site visit")


class Purpose(models.TextChoices):
    """申请类型: what is asked for of the certificate that a matter gives."""

    NEW = "new", pgettext_lazy("application", "New")
    CHANGE = "change", pgettext_lazy("application", "Change")
    RENEWAL = "renewal", pgettext_lazy("application", "Renewal")
    CANCELLATION = "cancellation", pgettext_lazy("application", "Cancellation")


class Delivery(models.TextChoices):
    """送达方式: how the result comes to the applicant."""

    WINDOW = "window", _("Collected at the window")
    POST = "post", _("Sent by post")
    ELECTRONIC = "electronic", _("Delivered electronically")


class BodyNature(models.TextChoices):
    """实施主体性质 (SX-13): on what ground the body acts."""

    STATUTORY = "statutory", _("Statutory organ")
    AUTHORISED = "authorised", _("Organisation authorised by law")
    ENTRUSTED = "entrusted", _("Entrusted organisation")


class ServiceObject(models.IntegerChoices):
    """服务对象 (SX-12): whom the matter serves, numbered as on the national platform."""

    PERSON = 1, _("Natural persons")
    ENTERPRISE = 2, _("Enterprises")
    INSTITUTION = 3, _("Public institutions")
    SOCIETY = 4, _("Social organisations")
    UNINCORPORATED = 5, _("Unincorporated enterprises")
    ORGAN = 6, _("Administrative organs")
    OTHER = 9, _("Other organisations")


class PersonTheme(models.TextChoices):
    """主题（自然人）: what in a person's life the matter belongs to."""

    BIRTH = "person.birth", pgettext_lazy("theme", "Birth and adoption")
    HOUSEHOLD = "person.household", pgettext_lazy("theme", "Household registration")
    FAITH = "person.faith", pgettext_lazy("theme", "Ethnic and religious affairs")
    EDUCATION = "person.education", pgettext_lazy("theme", "Education and research")
    ARMY = "person.army", pgettext_lazy("theme", "Military service")
    EMPLOYMENT = "person.employment", pgettext_lazy("theme", "Employment and start-ups")
    BUSINESS = "person.business", pgettext_lazy("theme", "Permission to trade")
    QUALIFICATION = "person.qualification", pgettext_lazy("theme", "Professional qualification")
    FEES = "person.fees", pgettext_lazy("theme", "Payments to the government")
    MARRIAGE = "person.marriage", pgettext_lazy("theme", "Marriage registration")
    WELFARE = "person.welfare", pgettext_lazy("theme", "Preferential treatment and relief")
    PLANNING = "person.planning", pgettext_lazy("theme", "Planning and building")
    HOUSING = "person.housing", pgettext_lazy("theme", "Housing support")
    INSURANCE = "person.insurance", pgettext_lazy("theme", "Social security")
    DOCUMENTS = "person.documents", pgettext_lazy("theme", "Personal documents")
    TRANSPORT = "person.transport", pgettext_lazy("theme", "Transport")
    TRAVEL = "person.travel", pgettext_lazy("theme", "Tourism")
    BORDER = "person.border", pgettext_lazy("theme", "Leaving and entering the country")
    CONSUMER = "person.consumer", pgettext_lazy("theme", "Consumer rights")
    SAFETY = "person.safety", pgettext_lazy("theme", "Public safety")
    JUSTICE = "person.justice", pgettext_lazy("theme", "Justice and notaries")
    PROPERTY = "person.property", pgettext_lazy("theme", "Intellectual property")
    ENVIRONMENT = "person.environment", pgettext_lazy("theme", "Environment and greening")
    CULTURE = "person.culture", pgettext_lazy("theme", "Culture and sports")
    UTILITIES = "person.utilities", pgettext_lazy("theme", "Public utilities")
    HEALTH = "person.health", pgettext_lazy("theme", "Health")
    RETIREMENT = "person.retirement", pgettext_lazy("theme", "Leaving work and retirement")
    DEATH = "person.death", pgettext_lazy("theme", "Death and burial")
    OTHER = "person.other", pgettext_lazy("theme", "Other")


class BodyTheme(models.TextChoices):
    """主题（法人）: what in a body's life the matter belongs to."""

    SETUP = "body.setup", pgettext_lazy("theme", "Setting up and changes")
    LICENSING = "body.licensing", pgettext_lazy("theme", "Permission to trade")
    ACCREDITATION = "body.accreditation", pgettext_lazy("theme", "Accreditation")
    YEARLY = "body.yearly", pgettext_lazy("theme", "Yearly inspection")
    TAX = "body.tax", pgettext_lazy("theme", "Tax and finance")
    STAFF = "body.staff", pgettext_lazy("theme", "Human resources")
    INSURANCE = "body.insurance", pgettext_lazy("theme", "Social security")
    INVESTMENT = "body.investment", pgettext_lazy("theme", "Investment approval")
    FINANCE = "body.finance", pgettext_lazy("theme", "Loans")
    MORTGAGE = "body.mortgage", pgettext_lazy("theme", "Mortgages and pledges")
    TRADE = "body.trade", pgettext_lazy("theme", "Commerce")
    TENDER = "body.tender", pgettext_lazy("theme", "Tenders and auctions")
    CUSTOMS = "body.customs", pgettext_lazy("theme", "Customs and ports")
    FOREIGN = "body.foreign", pgettext_lazy("theme", "Foreign affairs")
    FARMING = "body.farming", pgettext_lazy("theme", "Farming, forestry and fishing")
    LAND = "body.land", pgettext_lazy("theme", "Land, planning and building")
    TRANSPORT = "body.transport", pgettext_lazy("theme", "Transport")
    ENVIRONMENT = "body.environment", pgettext_lazy("theme", "Environment and greening")
    EMERGENCY = "body.emergency", pgettext_lazy("theme", "Emergency management")
    WATER = "body.water", pgettext_lazy("theme", "Water and weather")
    HEALTH = "body.health", pgettext_lazy("theme", "Health")
    SCIENCE = "body.science", pgettext_lazy("theme", "Science and innovation")
    CULTURE = "body.culture", pgettext_lazy("theme", "Culture, sports and education")
    PROPERTY = "body.property", pgettext_lazy("theme", "Intellectual property")
    FAITH = "body.faith", pgettext_lazy("theme", "Ethnic and religious affairs")
    QUALITY = "body.quality", pgettext_lazy("theme", "Quality and technology")
    INSPECTION = "body.inspection", pgettext_lazy("theme", "Inspection and quarantine")
    SAFETY = "body.safety", pgettext_lazy("theme", "Work safety")
    FIRE = "body.fire", pgettext_lazy("theme", "Police and fire protection")
    JUSTICE = "body.justice", pgettext_lazy("theme", "Justice and notaries")
    UTILITIES = "body.utilities", pgettext_lazy("theme", "Public utilities")
    CLOSING = "body.closing", pgettext_lazy("theme", "Closing down")
    ARCHIVES = "body.archives", pgettext_lazy("theme", "Archives and relics")
    OTHER = "body.other", pgettext_lazy("theme", "Other")


class Channel(models.TextChoices):
    """办理形式 (SX-13): where an application is taken in."""

    WINDOW = "window", pgettext_lazy("channel", "At the window")
    ONLINE = "online", pgettext_lazy("channel", "Online")
    POST = "post", pgettext_lazy("channel", "By post")
    TERMINAL = "terminal", pgettext_lazy("channel", "Self-service terminal")


class Depth(models.IntegerChoices):
    """网上办理深度 (SX-11): how far the matter goes online; several hold at once."""

    ENQUIRY = 1, pgettext_lazy("online depth", "Enquiry")
    TAKING_IN = 2, pgettext_lazy("online depth", "Taking in")
    PRE_REVIEW = 3, pgettext_lazy("online depth", "Pre-review")
    ACCEPTANCE = 4, pgettext_lazy("online depth", "Acceptance")
    HANDLING = 5, pgettext_lazy("online depth", "Handling")
    RESULT = 6, pgettext_lazy("online depth", "Word of the result")
    CERTIFICATE = 7, pgettext_lazy("online depth", "Electronic certificate")
    OTHER = 8, pgettext_lazy("online depth", "Other")


class Reach(models.TextChoices):
    """通办范围 (SX-13): over which borders the matter is taken in."""

    NONE = "none", pgettext_lazy("reach", "Within the county only")
    COUNTIES = "counties", pgettext_lazy("reach", "Across counties")
    CITIES = "cities", pgettext_lazy("reach", "Across cities")
    PROVINCES = "provinces", pgettext_lazy("reach", "Across provinces")
    NATION = "nation", pgettext_lazy("reach", "Throughout the country")


class Convenience(models.TextChoices):
    """便民措施 (SX-20): what makes the matter easier to have done."""

    APPOINTMENT = "appointment", _("Appointment can be made")
    AGENT = "agent", _("Another may hand it in")
    PLEDGE = "pledge", _("Pledge instead of proof")
    TOLERANT = "tolerant", _("Accepted with papers to follow")
    NEARBY = "nearby", _("Done nearby, in town or village")


class Handling(models.TextChoices):
    """办理系统: whose system handles the cases; those of others are mirrored here, to be read only."""

    OWN = "own", _("This platform")
    PROVINCIAL = "provincial", _("System of the province")
    VERTICAL = "vertical", _("System of a ministry")


class Confidence(models.TextChoices):
    """核实状态: whether somebody has compared the statement with its source."""

    SURE = "sure", _("Verified")
    CHECK = "check", _("To be checked")
