# METADATA
# scope: package
# title: Pushes
# description: |
#   Judges one push as a whole: every ref it changes, everything that is new in it, and who pushes.
#   Each rule is a file of its own: `deny`, `hold` and `allow` are sets of reasons that any file adds to.
# schemas:
#   - input: schema["git-push.schema"]
package cordon.git

# METADATA
# title: The decision on a push
# description: Deny beats hold, hold beats allow; where no rule speaks, the answer is deny.
# entrypoint: true
# custom:
#   id: git.default_deny
#   hipaa: 45 CFR 164.312(a)(1), access control - only what is granted is let through.
default decision := {
	"effect": "deny",
	"reasons": [{
		"rule": "git.default_deny",
		"message": "No rule allows this push. Ask who looks after policy.",
	}],
	"obligations": [],
}

decision := {"effect": "deny", "reasons": by_rule(deny), "obligations": []} if {
	count(deny) > 0
} else := {
	"effect": "require_approval",
	"reasons": by_rule(hold),
	"obligations": [],
	"approval": data.approvers.push,
} if {
	count(hold) > 0
} else := {"effect": "allow", "reasons": by_rule(allow), "obligations": []} if {
	# Said again, because an undefined value above falls through to here.
	count(deny) == 0
	count(hold) == 0
	count(allow) > 0
}

# Sorted by rule, so that the same question gives the same bytes.
by_rule(reasons) := [reason |
	some rule in sort({reason.rule | some reason in reasons})
	some reason in reasons
	reason.rule == rule
]
