package cordon.http

# METADATA
# title: What must be done with the bodies
# description: |
#   Answers are masked. What goes to a service that holds PHI goes as it is, since that is what was approved; what goes to
#   any other is masked. What a vault opens goes in the clear: a person said yes to it. Ids of resources are kept where data.http.ids says so: an agent goes on with them.
obligations := [
	{
		"type": "mask",
		"relations": [],
		"derived": "mask",
		"scan": true,
		"bodies": {"request": outward, "response": inward, "ids": data.http.ids, "found": found},
		"rules": ["http.mask"],
	},
	{"type": "record", "level": "masked"},
]

default outward := "mask"

outward := "pass" if request.phi

default inward := "mask"

# What a person has approved to be opened.
inward := "pass" if request.interaction == "reveal"

default found := "redact"

found := "token" if data.http.found == "token"
