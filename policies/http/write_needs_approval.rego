package cordon.http

# METADATA
# title: Writes to patient data wait for a person
# description: Holds a write to a service that holds PHI until someone of approvers.http_write approves it.
# custom:
#   id: http.write_needs_approval
#   hipaa: 45 CFR 164.312(c)(1), integrity - a second person sees each change that an agent makes to a record.
hold contains {
	"rule": "http.write_needs_approval",
	"message": "Writing to this service needs an approval. Ask for it with the id you were given, then send the same request again.",
} if {
	request.phi
	writing
}
