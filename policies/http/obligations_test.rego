package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_obligations_mask_what_leaves_for_other_services if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({})) with data.http.groups.developers.services as {"fhir": "write"}
	decision.obligations[0].bodies.request == "mask"
}
