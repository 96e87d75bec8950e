package cordon.http

# METADATA
# title: What must be done with the bodies
# description: |
#   Answers are masked. What goes to a service that holds PHI goes as it is, since that is what was approved; what goes to
#   any other is masked.
obligations := [
	{
		"type": "mask",
		"relations": [],
		"derived": "mask",
		"scan": true,
		"bodies": {"request": outward, "response": "mask"},
		"rules": ["http.mask"],
	},
	{"type": "record", "level": "masked"},
]

default outward := "mask"

outward := "pass" if request.phi
