package cordon.git

# METADATA
# title: The repository may be pushed to
# description: Refuses a push where no group of the human may push to the repository.
# custom:
#   id: git.not_granted
#   hipaa: 45 CFR 164.312(a)(1), access control - only who has been granted a repository writes to it.
deny contains {
	"rule": "git.not_granted",
	"message": "No group of your human may push to this repository. Ask who looks after policy for it.",
} if {
	count(groups) > 0
	not granted
}
