package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_body_unreadable_denies_a_body_of_another_type if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"body": {"format": "other", "whole": true, "bytes": 9, "findings": []}})) with data.http.groups.developers.services as {"fhir": "write"}
	fixture.rules(decision) == ["http.body_unreadable"]
}

test_body_unreadable_allows_json if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({})) with data.http.groups.developers.services as {"fhir": "write"}
	fixture.rules(decision) == ["http.plain"]
}
