package cordon.http

# METADATA
# title: What a search searches by is known
# description: Refuses parameters that are not known, towards services that hold PHI - a server may make anything of them.
# custom:
#   id: http.unknown_parameter
#   hipaa: 45 CFR 164.312(a)(1), access control - what cannot be judged is not let through.
deny contains {
	"rule": "http.unknown_parameter",
	"message": "A search parameter is not known here. Leave it out, or use one that the FHIR specification names.",
} if {
	request.phi
	some parameter in request.parameters
	parameter.form == "unknown"
}
