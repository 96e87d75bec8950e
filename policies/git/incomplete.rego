package cordon.git

# METADATA
# title: All of a push is looked at
# description: Refuses a push of which something could not be looked at.
# custom:
#   id: git.incomplete
#   hipaa: 45 CFR 164.312(a)(1), access control - what cannot be judged is not let through.
deny contains {
	"rule": "git.incomplete",
	"message": concat("", ["Not all of this push could be looked at: ", named(push.incomplete), ". Push less at once."]),
} if {
	not push.complete
}
