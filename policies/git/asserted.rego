package cordon.git

# METADATA
# title: Who pushes is known
# description: Refuses a push of which only the server says who made it, where policy data wants more.
# custom:
#   id: git.asserted
#   hipaa: 45 CFR 164.312(d), person or entity authentication - an identity is verified, not claimed.
deny contains {
	"rule": "git.asserted",
	"message": "Only the server vouches for who pushes, which policy does not take. Push through Cordon with a token.",
} if {
	input.subject.properties.assurance == "asserted"
	data.git.asserted != true
}
