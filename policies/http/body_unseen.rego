package cordon.http

# METADATA
# title: What is written was read before
# description: Refuses to write a body to a service that holds PHI of which only a part could be read before the decision.
# custom:
#   id: http.body_unseen
#   hipaa: 45 CFR 164.312(c)(1), integrity - nobody can approve a change of which only a part was seen.
deny contains {
	"rule": "http.body_unseen",
	"message": "The body is too long to be judged as a whole. Send it in smaller pieces.",
} if {
	request.phi
	request.body.format != "none"
	not request.body.whole
}
