package cordon.http

# METADATA
# title: What must be done with the bodies
# description: |
#   Answers are masked. What goes to a service that holds PHI goes as it is, since that is what was approved; what goes to
#   any other is masked. Ids of resources are kept where data.http.ids says so: an agent goes on with them.
obligations := [
	{
		"type": "mask",
		"relations": [],
		"derived": "mask",
		"scan": true,
		"bodies": {"request": outward, "response": "mask", "ids": data.http.ids},
		"rules": ["http.mask"],
	},
	{"type": "record", "level": "masked"},
]

default outward := "mask"

outward := "pass" if request.phi
