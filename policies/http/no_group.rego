package cordon.http

# METADATA
# title: The human belongs to a group that policy knows
# description: Refuses subjects whose accountable human is in no group of the data for HTTP services.
# custom:
#   id: http.no_group
#   hipaa: 45 CFR 164.308(a)(3)(ii)(B), workforce clearance - access follows a role that somebody has given.
deny contains {
	"rule": "http.no_group",
	"message": "Your human is in no group that may use this service. Ask for a group, then for a new token.",
} if {
	count(groups) == 0
}
