package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_identifying_search_denies_part_of_a_name if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [fixture.parameter("family", "name", "partial")], {"page": 5}))
	fixture.rules(decision) == ["http.identifying_search"]
	contains(decision.reasons[0].message, "family")
}

test_identifying_search_denies_a_range_of_dates if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [fixture.parameter("birthdate", "date", "range")], {"page": 5}))
	fixture.rules(decision) == ["http.identifying_search"]
}

test_identifying_search_allows_one_exact_value if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [fixture.parameter("family", "name", "equality")], {"page": 5}))
	decision.effect == "allow"
}

test_identifying_search_allows_what_the_group_sees if {
	decision := http.decision with input as fixture.asked("clinicians", fixture.search("Patient", [fixture.parameter("family", "name", "partial")], {"page": 5}))
	decision.effect == "allow"
}
