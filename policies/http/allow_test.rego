package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_mask_allows_a_read_with_its_answer_masked if {
	decision := http.decision with input as fixture.read_patient
	fixture.rules(decision) == ["http.mask"]
	decision.obligations[0].bodies.response == "mask"
	decision.obligations[1] == {"type": "record", "level": "masked"}
}

test_capabilities_allows_what_holds_no_patient_data if {
	decision := http.decision with input as fixture.asked("analysts", {"interaction": "capabilities", "resourceType": "-", "route": "/metadata"})
	fixture.rules(decision) == ["http.capabilities"]
}

test_plain_allows_other_services_with_both_ways_masked if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({})) with data.http.groups.developers.services as {"fhir": "write"}
	fixture.rules(decision) == ["http.plain"]
	decision.obligations[0].bodies == {"request": "mask", "response": "mask", "ids": "keep", "found": data.http.found}
}
