package cordon.http

# METADATA
# title: The group may use this operation
# description: Refuses FHIR operations that no group of the human may use.
# custom:
#   id: http.operation_not_granted
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorization - each role uses the functions that its work needs.
deny contains {
	"rule": "http.operation_not_granted",
	"message": concat("", ["Your groups may not use the operation $", request.operation, ". Read the resources one by one, or ask for it."]),
} if {
	request.interaction == "operation"
	request.known
	not bulk
	not operation_granted
}

operation_granted if {
	some name in groups
	data.http.groups[name].operations[request.operation]
}
