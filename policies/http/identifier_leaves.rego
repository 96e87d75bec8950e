package cordon.http

# METADATA
# title: No identifier in an address
# description: Refuses requests whose path or query holds PHI, towards services that hold none - addresses cannot be masked, and are logged everywhere.
# custom:
#   id: http.identifier_leaves
#   hipaa: 45 CFR 164.502(a), uses and disclosures - PHI goes to no system that is not meant to hold it.
deny contains {
	"rule": "http.identifier_leaves",
	"message": "The address holds what looks like PHI, and this service holds none. Leave it out of path and query.",
} if {
	not request.phi
	some parameter in request.parameters
	not parameter.class in {"none", "unknown"}
}
