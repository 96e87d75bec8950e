package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_obligations_mask_what_leaves_for_other_services if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({})) with data.http.groups.developers.services as {"fhir": "write"}
	decision.obligations[0].bodies.request == "mask"
}

test_obligations_leave_tokens_where_policy_wants_them if {
	decision := http.decision with input as fixture.read_patient with data.http.found as "token"
	decision.obligations[0].bodies.found == "token"
}

test_obligations_leave_tags_where_policy_says_nothing_of_it if {
	decision := http.decision with input as fixture.read_patient with data.http.found as "something"
	decision.obligations[0].bodies.found == "redact"
}
