package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_resource_not_granted_denies_a_type_that_the_group_may_not_read if {
	decision := http.decision with input as fixture.asked("billing", {"resourceType": "Observation"})
	fixture.rules(decision) == ["http.resource_not_granted"]
	contains(decision.reasons[0].message, "Observation")
}

test_resource_not_granted_denies_a_type_that_the_group_may_not_write if {
	decision := http.decision with input as fixture.asked("analysts", fixture.write({}))
	fixture.rules(decision) == ["http.resource_not_granted"]
}

test_resource_not_granted_denies_all_types_at_once if {
	decision := http.decision with input as fixture.asked("clinicians", {"resourceType": "*", "compartment": "Patient", "interaction": "search"})
	fixture.rules(decision) == ["http.resource_not_granted"]
}

test_resource_not_granted_allows_what_is_granted if {
	decision := http.decision with input as fixture.asked("billing", {})
	decision.effect == "allow"
}
