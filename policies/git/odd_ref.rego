package cordon.git

# METADATA
# title: Only branches, tags and notes are pushed
# description: Refuses refs outside refs/heads, refs/tags and refs/notes, and more refs than can be told.
# custom:
#   id: git.odd_ref
#   hipaa: 45 CFR 164.312(a)(1), access control - refs that replace or hide others are not let in.
deny contains {
	"rule": "git.odd_ref",
	"message": "The push changes a ref that is no branch, tag or note, or too many of them. Push fewer, and only those.",
} if {
	odd
}

odd if {
	some update in push.updates
	update.kind == "other"
}

odd if push.updateCount > count(push.updates)
