package cordon.http

# METADATA
# title: Tokens are opened under an approval
# description: Holds a request to open tokens of the vault until someone of approvers.http_reveal approves these very tokens.
# custom:
#   id: http.reveal_needs_approval
#   hipaa: 45 CFR 164.514(c), re-identification - the means of it are used for what a person has allowed, and shown to nobody.
hold contains {
	"rule": "http.reveal_needs_approval",
	"message": "Opening tokens needs an approval. Ask for it with the id you were given, then send the same request again.",
} if {
	request.interaction == "reveal"
	service_granted
}
