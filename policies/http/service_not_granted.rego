package cordon.http

# METADATA
# title: The group may use this service
# description: Refuses services that are no FHIR where no group of the human may use them as the request does.
# custom:
#   id: http.service_not_granted
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorization - each role reaches the systems that its work needs.
deny contains {
	"rule": "http.service_not_granted",
	"message": "Your groups may not use this service in this way. Ask for access to it.",
} if {
	request.kind != "fhir"
	not request.interaction == "capabilities"
	not service_granted
}

service_granted if {
	not request.interaction == "reveal"
	some name in groups
	data.http.groups[name].services[input.resource.id] == "write"
}

service_granted if {
	request.interaction == "reveal"
	some name in groups
	data.http.groups[name].services[input.resource.id] == "reveal"
}

service_granted if {
	reading
	some name in groups
	data.http.groups[name].services[input.resource.id] == "read"
}
