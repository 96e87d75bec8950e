package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_data_incomplete_denies_while_any_of_it_is_missing if {
	decision := http.decision with input as fixture.read_patient with data.http.page_most as "many"
	fixture.rules(decision) == ["http.data_incomplete"]
	other := http.decision with input as fixture.read_patient with data.approvers as {}
	fixture.rules(other) == ["http.data_incomplete"]
}

test_data_incomplete_allows_while_it_is_there if {
	decision := http.decision with input as fixture.read_patient
	decision.effect == "allow"
}
