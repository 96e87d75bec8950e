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

test_body_unreadable_denies_a_form if {
	form := {"body": {"format": "form", "whole": true, "bytes": 9, "findings": []}}
	leaving := http.decision with input as fixture.asked("developers", fixture.tracker(form))
		with data.http.groups.developers.services as {"fhir": "write"}
	fixture.rules(leaving) == ["http.body_unreadable"]
	writing := http.decision with input as fixture.asked("developers", fixture.write(form))
	fixture.rules(writing) == ["http.body_unreadable"]
}

test_body_unreadable_allows_a_search_by_form if {
	form := {"page": 5, "body": {"format": "form", "whole": true, "bytes": 9, "findings": []}}
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [], form))
	decision.effect == "allow"
}
