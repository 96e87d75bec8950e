package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_body_unseen_denies_a_write_that_was_not_read_whole if {
	decision := http.decision with input as fixture.asked("developers", fixture.write({"body": {"format": "fhir", "whole": false, "bytes": 9, "findings": []}}))
	fixture.rules(decision) == ["http.body_unseen"]
}

test_body_unseen_leaves_a_write_that_was_to_the_officer if {
	decision := http.decision with input as fixture.asked("developers", fixture.write({}))
	fixture.rules(decision) == ["http.write_needs_approval"]
}

test_body_unseen_allows_long_bodies_where_there_is_no_phi if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"body": {"format": "json", "whole": false, "bytes": 9, "findings": []}})) with data.http.groups.developers.services as {"fhir": "write"}
	decision.effect == "allow"
}
