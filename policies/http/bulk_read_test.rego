package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_bulk_read_denies_a_search_that_nothing_narrows if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [], {}))
	fixture.rules(decision) == ["http.bulk_read"]
	contains(decision.reasons[0].message, "Patient")
}

test_bulk_read_denies_large_pages if {
	decision := http.decision with input as fixture.asked("clinicians", fixture.search("Patient", [], {"page": 101}))
	fixture.rules(decision) == ["http.bulk_read"]
}

test_bulk_read_denies_large_pages_of_one_patient if {
	decision := http.decision with input as fixture.asked("clinicians", fixture.search("Observation", [], {"page": 5000, "narrowed": true}))
	fixture.rules(decision) == ["http.bulk_read"]
}

test_bulk_read_denies_the_next_page if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [fixture.parameter("_offset", "none", "paging")], {"page": 5}))
	fixture.rules(decision) == ["http.bulk_read"]
}

test_bulk_read_denies_the_export if {
	decision := http.decision with input as fixture.asked("developers", object.union({"interaction": "operation", "operation": "export", "route": "/Patient/{id}/$export"}, {"narrowed": false, "identifiers": 0}))
	fixture.rules(decision) == ["http.bulk_read"]
}

test_bulk_read_denies_an_answer_that_is_picked_up_elsewhere if {
	decision := http.decision with input as fixture.asked("developers", {"respondAsync": true})
	fixture.rules(decision) == ["http.bulk_read"]
}

test_bulk_read_denies_the_history_of_a_type if {
	decision := http.decision with input as fixture.asked("developers", {"interaction": "history", "narrowed": false, "identifiers": 0})
	fixture.rules(decision) == ["http.bulk_read"]
}

test_bulk_read_denies_all_types_without_a_word_on_any if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("*", [], {}))
	"http.bulk_read" in fixture.rules(decision)
}

test_bulk_read_allows_a_small_page if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Patient", [], {"page": 100}))
	decision.effect == "allow"
}

test_bulk_read_allows_one_patient if {
	decision := http.decision with input as fixture.asked("developers", fixture.search("Observation", [fixture.parameter("patient", "none", "reference")], {"narrowed": true}))
	decision.effect == "allow"
}

test_bulk_read_allows_operations_that_bring_nothing_back if {
	decision := http.decision with input as fixture.asked("developers", object.union({"interaction": "operation", "operation": "validate", "route": "/Patient/{id}/$validate"}, {"narrowed": false, "identifiers": 0}))
	decision.effect == "allow"
}
