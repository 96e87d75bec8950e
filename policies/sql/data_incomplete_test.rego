package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_data_incomplete_denies_while_any_of_it_is_missing if {
	decision := sql.decision with input as fixture.request with data.limits as {}
	fixture.rules(decision) == ["sql.data_incomplete"]
	other := sql.decision with input as fixture.request with data.approvers as {}
	fixture.rules(other) == ["sql.data_incomplete"]
	another := sql.decision with input as fixture.request with data.phi as {}
	"sql.data_incomplete" in fixture.rules(another)
}

test_data_incomplete_allows_while_it_is_there if {
	decision := sql.decision with input as fixture.request
	decision.effect == "allow"
}
