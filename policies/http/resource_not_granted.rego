package cordon.http

# METADATA
# title: The group may read and write this type of resource
# description: Refuses FHIR resource types that no group of the human may read, or may write, as the request does.
# custom:
#   id: http.resource_not_granted
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorization - each role reaches the records that its work needs.
deny contains {
	"rule": "http.resource_not_granted",
	"message": concat("", ["Your groups may not do this with resources of type ", request.resourceType, ". Ask for access to it."]),
} if {
	request.kind == "fhir"
	request.known
	not request.interaction in {"capabilities", "batch"}
	not resource_granted
}

# An operation on one resource of a type reads that type, whatever else it gathers.
resource_granted if {
	reading
	some name in groups
	data.http.groups[name].reads[request.resourceType]
}

resource_granted if {
	writing
	some name in groups
	data.http.groups[name].writes[request.resourceType]
}
