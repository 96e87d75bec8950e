package cordon.git

# METADATA
# title: What was looked at passes
# description: Allows a push that somebody may make and that nothing speaks against.
# custom:
#   id: git.clean
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorisation - who was granted a repository may write to it.
allow contains {
	"rule": "git.clean",
	"message": "Looked at, and nothing that is refused was found.",
} if {
	granted
	push.complete
}
