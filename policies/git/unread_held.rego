package cordon.git

# METADATA
# title: Content that could not be read waits for a person
# description: Holds a push with binaries and the like until someone of approvers.push has looked.
# custom:
#   id: git.unread_held
#   hipaa: 45 CFR 164.308(a)(1)(ii)(B), risk management - a person vouches for what no scan can read.
hold contains {
	"rule": "git.unread_held",
	"message": concat("", ["It carries content that cannot be read: ", named(unreadable_held), ". A person must approve it."]),
} if {
	count(unreadable_held) > 0
}

unreadable_held contains why if some why, "hold" in unread
