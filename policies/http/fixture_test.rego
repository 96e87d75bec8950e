# Requests that the tests of every rule start from.
package cordon.http_fixture

# An agent of a developer reads one patient by id.
read_patient := asked("developers", {})

# The same with the request changed, and by a member of a group.
asked(group, change) := {
	"subject": {
		"type": "agent",
		"id": "agent:coder",
		"properties": {
			"human": "local|dana",
			"agent": "agent:coder",
			"groups": [group],
			"issuer": "local",
			"assurance": "demo",
			"session": "ses_1",
			"run": "run-1",
		},
	},
	"action": {"name": "http.request"},
	"resource": {"type": "http", "id": "fhir", "properties": object.union(by_id, change)},
	"context": {"time": "2026-11-02T10:00:00Z", "enforcer": "http", "commitments": []},
}

# A search of a type, with parameters and a page.
search(type, parameters, change) := object.union(
	{
		"route": concat("", ["/", type]),
		"interaction": "search",
		"resourceType": type,
		"identifiers": 0,
		"narrowed": false,
		"parameters": parameters,
	},
	change,
)

parameter(name, class, form) := {"name": name, "class": class, "form": form, "values": 1}

# A write of an observation, its body read whole.
write(change) := object.union(
	{
		"method": "POST",
		"route": "/Observation",
		"interaction": "create",
		"resourceType": "Observation",
		"identifiers": 0,
		"narrowed": false,
		"body": {"format": "fhir", "whole": true, "bytes": 120, "findings": []},
	},
	change,
)

# Tokens of a vault that are to be opened.
reveal := {
	"kind": "vault",
	"method": "POST",
	"route": "/tokens",
	"interaction": "reveal",
	"resourceType": "-",
	"identifiers": 0,
	"narrowed": false,
	"body": {"format": "json", "whole": true, "bytes": 40, "findings": []},
}

# A request to a service that holds no PHI.
tracker(change) := object.union(
	{
		"kind": "json",
		"phi": false,
		"method": "POST",
		"route": "/issues",
		"interaction": "create",
		"resourceType": "-",
		"identifiers": 0,
		"body": {"format": "json", "whole": true, "bytes": 40, "findings": []},
	},
	change,
)

rules(decision) := [reason.rule | some reason in decision.reasons]

by_id := {
	"kind": "fhir",
	"phi": true,
	"method": "GET",
	"route": "/Patient/{id}",
	"known": true,
	"interaction": "read",
	"resourceType": "Patient",
	"compartment": "-",
	"operation": "-",
	"identifiers": 1,
	"parameters": [],
	"narrowed": true,
	"page": -1,
	"respondAsync": false,
	"body": {"format": "none", "whole": true, "bytes": 0, "findings": []},
}
