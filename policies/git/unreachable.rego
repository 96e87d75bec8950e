package cordon.git

# METADATA
# title: Nothing comes along unseen
# description: Refuses objects that none of the pushed refs leads to.
# custom:
#   id: git.unreachable
#   hipaa: 45 CFR 164.312(b), audit controls - what enters is what the record of the push names.
deny contains {
	"rule": "git.unreachable",
	"message": "The push carries objects that none of its refs leads to. Push with an unmodified git.",
} if {
	push.unreachable > 0
}
