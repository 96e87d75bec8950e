package cordon.http

# METADATA
# title: A search stays with its own resources
# description: Refuses chained, reverse and including searches - they bring in, or compare by, resources that are not judged.
# custom:
#   id: http.joined_search
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorization - each role reaches the records that its work needs.
deny contains {
	"rule": "http.joined_search",
	"message": "Chained, _include, _revinclude, _has, _filter and named searches are not let through. Search each type of resource by itself.",
} if {
	request.phi
	some parameter in request.parameters
	parameter.form == "join"
}
