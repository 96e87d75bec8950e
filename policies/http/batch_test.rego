package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_batch_denies_a_bundle_of_requests if {
	decision := http.decision with input as fixture.asked("developers", {"interaction": "batch", "resourceType": "*", "route": "/"})
	fixture.rules(decision) == ["http.batch"]
}

test_batch_allows_one_request if {
	decision := http.decision with input as fixture.read_patient
	decision.effect == "allow"
}
