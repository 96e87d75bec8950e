package cordon.http

# METADATA
# title: No batches
# description: Refuses FHIR batches and transactions - each of their entries is a request of its own.
# custom:
#   id: http.batch
#   hipaa: 45 CFR 164.312(a)(1), access control - what cannot be judged is not let through.
deny contains {
	"rule": "http.batch",
	"message": "Batches and transactions are not let through. Send each request by itself.",
} if {
	request.interaction == "batch"
}
