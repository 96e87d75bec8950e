# METADATA
# scope: package
# title: HTTP requests
# description: |
#   Judges one request to a service: what it would do, by method, route and parameters, and who asks.
#   Each rule is a file of its own: `deny`, `hold` and `allow` are sets of reasons that any file adds to.
# schemas:
#   - input: schema["http-request.schema"]
package cordon.http

# METADATA
# title: The decision on an HTTP request
# description: Deny beats hold, hold beats allow; where no rule speaks, the answer is deny.
# entrypoint: true
# custom:
#   id: http.default_deny
#   hipaa: 45 CFR 164.312(a)(1), access control - only what is granted is let through.
default decision := {
	"effect": "deny",
	"reasons": [{
		"rule": "http.default_deny",
		"message": "No rule allows this request. Send one that reads or writes what you have been granted.",
	}],
	"obligations": [],
}

decision := {"effect": "deny", "reasons": by_rule(deny), "obligations": []} if {
	count(deny) > 0
} else := {
	"effect": "require_approval",
	"reasons": by_rule(hold),
	"obligations": obligations,
	"approval": approval,
} if {
	count(hold) > 0
} else := {"effect": "allow", "reasons": by_rule(allow), "obligations": obligations} if {
	# Said again, because an undefined value above falls through to here.
	count(deny) == 0
	count(hold) == 0
	count(allow) > 0
}

# Tokens have officers of their own.
approval := data.approvers.http_reveal if {
	request.interaction == "reveal"
} else := data.approvers.http_write

# Sorted by rule, so that the same question gives the same bytes.
by_rule(reasons) := [reason | some reason in reasons] if {
	count(reasons) == 1
} else := [reason |
	some rule in sort({reason.rule | some reason in reasons})
	some reason in reasons
	reason.rule == rule
]
