package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_data_incomplete_denies_while_any_of_it_is_missing if {
	decision := sql.decision with input as fixture.request with data.limits as {}
	fixture.rules(decision) == ["sql.data_incomplete"]
	other := sql.decision with input as fixture.request with data.approvers as {}
	fixture.rules(other) == ["sql.data_incomplete"]
	third := sql.decision with input as fixture.request with data.catalog as {}
	fixture.rules(third) == ["sql.data_incomplete"]
}

test_data_incomplete_leaves_the_rest_to_the_rules_that_read_it if {
	unlabelled := sql.decision with input as fixture.request with data.phi as {}
	"sql.unknown_relation" in fixture.rules(unlabelled)
	ungrouped := sql.decision with input as fixture.request with data.access as {}
	"sql.no_group" in fixture.rules(ungrouped)
	changed := fixture.asked("developers", {"functions": ["pg_catalog.lower"], "settings": ["timezone"]})
	unlisted := sql.decision with input as changed with data.functions as {}
	unlisted.effect == "deny"
	unset := sql.decision with input as changed with data.settings as {}
	unset.effect == "deny"
}

test_data_incomplete_allows_while_it_is_there if {
	decision := sql.decision with input as fixture.request
	decision.effect == "allow"
}
