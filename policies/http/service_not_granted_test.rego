package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_service_not_granted_denies_a_service_that_nobody_granted if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({}))
	fixture.rules(decision) == ["http.service_not_granted"]
}

test_service_not_granted_denies_a_write_where_reading_is_granted if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({})) with data.http.groups.developers.services as {"fhir": "read"}
	fixture.rules(decision) == ["http.service_not_granted"]
}

test_service_not_granted_allows_reading_where_that_is_granted if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"interaction": "read"})) with data.http.groups.developers.services as {"fhir": "read"}
	decision.effect == "allow"
}

test_service_not_granted_allows_asking_for_capabilities if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"interaction": "capabilities"}))
	fixture.rules(decision) == ["http.capabilities"]
}
