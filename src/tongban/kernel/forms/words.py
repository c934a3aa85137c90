"""The words that a form says by itself: English sources for gettext, with `{places}`."""

# Faults. `{title}` is the question's own title.
FILL_IN = "Fill in “{title}”."
CHOOSE = "Choose an answer to “{title}”."
ATTACH = "Attach a file for “{title}”."
AGREE = "Tick “{title}” to go on; without it the application cannot be submitted."
WHOLE_NUMBER = "“{title}” must be a whole number written in digits, such as {example}."
AT_LEAST = "“{title}” must be {limit} or more."
AT_MOST = "“{title}” must be {limit} or less."
TOO_SHORT = "“{title}” must have {limit} characters or more."
TOO_LONG = "“{title}” may have {limit} characters at most; shorten it."
DATE = "“{title}” must be a date that exists, such as {example}."
PHONE = "“{title}” must be a mobile number of 11 digits, or a landline with its area code, such as {example}."
EMAIL = "“{title}” must be an e-mail address, such as {example}."
PATTERN = "“{title}” is not written in the form asked for; check it against the note beside it."
TOO_FEW_ROWS = "“{title}” needs {limit} rows or more; add a row."
TOO_MANY_ROWS = "“{title}” may have {limit} rows at most; remove a row."
NOT_ASKED = "“{title}” is not asked in this form; remove it."
NOT_A_FILE = "Attach the file for “{title}” again; the one given cannot be found."

FAULTS = (
    FILL_IN, CHOOSE, ATTACH, AGREE, WHOLE_NUMBER, AT_LEAST, AT_MOST, TOO_SHORT, TOO_LONG, DATE, PHONE, EMAIL,
    PATTERN, TOO_FEW_ROWS, TOO_MANY_ROWS, NOT_ASKED, NOT_A_FILE,
)  # fmt: skip

# Labels around the controls.
REQUIRED = "required"
OPTIONAL = "optional"
YES = "Yes"
NO = "No"
ADD_ROW = "Add: {title}"
REMOVE_ROW = "Remove"
ROW = "{title} {number}"
FILE_NOTE = "{types}, at most {max_mb} MB."
FILE_KEPT = "Attached: {name}"
FILE_REPLACE = "Choose another file to replace it."
FILE_OTHER = "Or use a file that is attached already"
FILE_TOO_LARGE = "This file is larger than {max_mb} MB; choose a smaller one."
ONLY_WHEN = "Only if “{title}” is {answers}."
OR = " or "
COMMA = ", "
IN_FRONT = "{place}: {told}"
NOT_ANSWERED = "not filled in"
NO_ROWS = "none"

LABELS = (
    REQUIRED, OPTIONAL, YES, NO, ADD_ROW, REMOVE_ROW, ROW, FILE_NOTE, FILE_KEPT,
    FILE_REPLACE, FILE_OTHER, FILE_TOO_LARGE, ONLY_WHEN, OR, COMMA, IN_FRONT, NOT_ANSWERED, NO_ROWS,
)  # fmt: skip
