package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_write_needs_approval_holds_a_write_to_patient_data if {
	decision := http.decision with input as fixture.asked("developers", fixture.write({}))
	decision.effect == "require_approval"
	fixture.rules(decision) == ["http.write_needs_approval"]
	decision.approval.groups == ["security-officers"]
	decision.obligations[0].bodies == {"request": "pass", "response": "mask", "ids": "keep", "found": data.http.found}
}

test_write_needs_approval_lets_reads_through if {
	decision := http.decision with input as fixture.read_patient
	decision.effect == "allow"
}

test_write_needs_approval_lets_writes_to_other_services_through if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({})) with data.http.groups.developers.services as {"fhir": "write"}
	decision.effect == "allow"
}
