package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_unknown_parameter_denies_one_that_is_not_known if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [fixture.parameter("?", "unknown", "unknown")], {"page": 5}))
	fixture.rules(decision) == ["http.unknown_parameter"]
}

test_unknown_parameter_allows_one_that_is if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Observation", [fixture.parameter("code", "none", "equality")], {"page": 5}))
	decision.effect == "allow"
}

test_unknown_parameter_allows_any_where_there_is_no_phi if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"parameters": [fixture.parameter("?", "none", "unknown")]})) with data.http.groups.developers.services as {"fhir": "write"}
	decision.effect == "allow"
}
