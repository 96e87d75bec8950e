package cordon.git

# METADATA
# title: Content that hides is refused
# description: Refuses content that could not be read, of kinds that policy data denies.
# custom:
#   id: git.unread_denied
#   hipaa: 45 CFR 164.308(a)(1)(ii)(B), risk management - what nobody could look into does not enter.
deny contains {
	"rule": "git.unread_denied",
	"message": concat("", ["It carries content that cannot be read: ", named(unreadable_denied), ". Push it as plain files."]),
} if {
	count(unreadable_denied) > 0
}

unreadable_denied contains why if some why, "deny" in unread
