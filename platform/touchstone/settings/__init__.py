"""Django's settings, put together from the typed environment.

Safe by default: DEBUG off, TLS on, a strict content security policy, no default passwords. The
upper floors are named here by string only (this module is the composition root).
"""

from csp.constants import NONCE, NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from touchstone.settings.environment import (
    REPOSITORY,
    environment_load,
    hash_keys,
    instance_secret,
    service_urls,
)

ENVIRONMENT = environment_load()
DATABASE_URL, REDIS_URL = service_urls(ENVIRONMENT)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key or instance_secret(ENVIRONMENT, "secret_key")
HASH_KEYS = hash_keys(ENVIRONMENT)
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
PUBLIC_URL = ENVIRONMENT.public_url.rstrip("/")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "django_vite",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "touchstone.core",
    "touchstone.accounts",
    "touchstone.projects",
    "touchstone.registry",
    "labeling.prompts",
    "labeling.guidelines",
    "labeling.assignments",
    "labeling.quality",
    "labeling.feedback",
    "labeling.datasets",
    "training.runs",
    "training.rehearsal",
]

MIDDLEWARE = [
    "touchstone.core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "touchstone.urls"
WSGI_APPLICATION = "touchstone.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [REPOSITORY / "platform" / "touchstone" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    }
]

# --- PostgreSQL and Redis -------------------------------------------------------------------

# Without an address the settings still load (type checking, the schema command); connecting
# then fails with a host name that says what to do.
_NOWHERE = "postgresql://touchstone@no-instance-is-running.start-one-with-make-demo.invalid/none"
_conninfo = conninfo_to_dict(DATABASE_URL or _NOWHERE)
DATABASES = {
    "default": {
        "ENGINE": "touchstone.core.postgresql",
        "NAME": _conninfo.get("dbname", "touchstone"),
        "USER": _conninfo.get("user", ""),
        "PASSWORD": _conninfo.get("password", ""),
        "HOST": _conninfo.get("host", ""),
        "PORT": str(_conninfo.get("port", "")),
        "CONN_MAX_AGE": 0,
        # The engine checks what it takes from the pool.
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "pool": (
                {"min_size": 1, "max_size": ENVIRONMENT.database_pool, "timeout": 20}
                if ENVIRONMENT.database_pool and DATABASE_URL
                else False
            ),
        },
    }
}

# In the database: rate limits hold across web processes, and logging in needs no Redis.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Many, so that nobody evicts the count of their wrong passwords by making others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

CELERY_TIMEZONE = "UTC"
REDIS_SOCKET_TIMEOUT_S = 2.0
SWEEP_EVERY_S = ENVIRONMENT.sweep_every_s
RUN_LEASE_S = ENVIRONMENT.run_lease_s
RUNS_DIR = ENVIRONMENT.runs_dir or ENVIRONMENT.instance_dir / "runs"
STORAGE_URL = ENVIRONMENT.storage_url or str(ENVIRONMENT.instance_dir / "storage")
BROKER_VISIBILITY_TIMEOUT_S = ENVIRONMENT.broker_visibility_timeout_s
FEEDBACK_RATE = ENVIRONMENT.feedback_rate
TRAINER_THREADS = ENVIRONMENT.trainer_threads

# --- Time, language, static files -----------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
STATICFILES_DIRS = [ENVIRONMENT.static_dist] if ENVIRONMENT.static_dist.is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[A-Za-z0-9_-]{8}\..+$"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": ENVIRONMENT.static_dist / "manifest.json",
    }
}

# --- Accounts -------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["touchstone.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS: dict[str, dict[str, object]] = {
    # Its own default does not know that a person here has one name.
    "UserAttributeSimilarityValidator": {"user_attributes": ("email", "name")},
    "MinimumLengthValidator": {},
    "CommonPasswordValidator": {},
    "NumericPasswordValidator": {},
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in _VALIDATORS.items()
]
ACCOUNT_ADAPTER = "touchstone.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Accounts come only from invitations that were sent to their address.
ACCOUNT_EMAIL_VERIFICATION = "none"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_reset_password_from_key": f"{PUBLIC_URL}/login/reset/{{key}}",
    "account_signup": f"{PUBLIC_URL}/login",
}
# A whole office may share one address: per address many, per account few.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- Security -------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SESSION_ENGINE = "touchstone.accounts.sessions"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "touchstone.core.views.csrf_failed"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https") else []
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/django-admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Twelve megabytes of guideline or answer is no text; uploads go to disk as they come.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- API ------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["touchstone.core.api.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["touchstone.core.api.json.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["touchstone.core.api.json.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "touchstone.core.api.schema.ApiSchema",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` belongs to the operations
    "EXCEPTION_HANDLER": "touchstone.core.api.errors.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Touchstone",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Human feedback: labeling, datasets, training runs, and thumbs from chatbots.",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "MessageRoleEnum": ["system", "user", "assistant"],
        "RoleEnum": "touchstone.projects.models.Role",
        "TaskKindEnum": "labeling.assignments.models.TaskKind",
        "SplitEnum": "labeling.prompts.models.Split",
        "DatasetKindEnum": "labeling.datasets.models.DatasetKind",
        "DatasetStateEnum": "labeling.datasets.models.DatasetState",
        "ImportStateEnum": "labeling.prompts.models.ImportState",
        "RunStateEnum": "training.runs.models.RunState",
        "RecipeEnum": "training.runs.models.Recipe",
        "CycleStateEnum": "training.runs.models.CycleState",
        "StepStateEnum": "training.runs.models.StepState",
        "StepNameEnum": "training.runs.models.StepName",
        "StepRunRoleEnum": "training.runs.models.StepRunRole",
        "GateDecisionEnum": "training.runs.models.GateDecision",
        "ModelRoleEnum": "touchstone.registry.models.ModelRole",
        "ModelKindEnum": "touchstone.registry.models.ModelKind",
        "PromotionKindEnum": "touchstone.registry.models.PromotionKind",
        "FeedbackKindEnum": "labeling.feedback.models.EventKind",
        "FeedbackRatingEnum": "labeling.feedback.models.Rating",
        "SkipReasonEnum": "labeling.assignments.models.SkipReason",
        "DemonstrationVerdictEnum": "labeling.assignments.models.Verdict",
        "ExampleVerdictEnum": "labeling.guidelines.domain.content.VERDICTS",
        "DrawCauseEnum": "labeling.assignments.models.DrawCause",
        "VoidCauseEnum": "labeling.assignments.models.VoidCause",
        "QualificationPartEnum": "labeling.quality.qualification.domain.parts.PartKind",
        "QualificationItemUseEnum": "labeling.quality.qualification.domain.parts.ItemUse",
        "QualificationOutcomeEnum": "labeling.quality.qualification.domain.parts.Outcome",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "touchstone.core.api.schema.add_error_responses",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.db.backends": {"level": "WARNING"}},
}
