package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_identifier_leaves_denies_phi_in_an_address if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"parameters": [fixture.parameter("path", "ssn", "equality")]})) with data.http.groups.developers.services as {"fhir": "write"}
	fixture.rules(decision) == ["http.identifier_leaves"]
}

test_identifier_leaves_allows_an_address_without if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"parameters": [fixture.parameter("?", "none", "unknown")]})) with data.http.groups.developers.services as {"fhir": "write"}
	decision.effect == "allow"
}
