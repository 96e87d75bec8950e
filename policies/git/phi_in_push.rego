package cordon.git

# METADATA
# title: No push carries patient identifiers
# description: Refuses a push that adds PHI of a refused class anywhere - in files of any commit, in names, in messages.
# custom:
#   id: git.phi_in_push
#   hipaa: 45 CFR 164.312(c)(1) and 164.530(c), integrity and safeguards - what enters a history cannot be taken back.
deny contains {
	"rule": "git.phi_in_push",
	"message": concat("", [
		"The push carries ",
		named(refused),
		". Take it out of every commit that adds it (git rebase, git commit --amend), then push again.",
	]),
} if {
	count(refused) > 0
}
