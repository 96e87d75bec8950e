package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_default_deny_answers_where_no_rule_speaks if {
	decision := sql.decision with input as fixture.asked("developers", {"statements": 0, "effects": []})
	decision.effect == "deny"
	fixture.rules(decision) == ["sql.default_deny"]
}

test_default_deny_answers_without_input if {
	sql.decision.effect == "deny"
	empty := sql.decision with input as {}
	empty.effect == "deny"
}

test_decision_lists_every_reason_sorted_by_rule if {
	decision := sql.decision with input as fixture.asked("strangers", {
		"effects": ["ddl"],
		"filtered": false,
		"functions": ["pg_catalog.pg_read_file"],
		"complete": false,
	})
	fixture.rules(decision) == [
		"sql.bulk_export",
		"sql.forbidden_effect",
		"sql.function_not_allowed",
		"sql.incomplete",
		"sql.no_group",
		"sql.relation_not_granted",
	]
}

test_decision_allows_a_plain_question if {
	decision := sql.decision with input as fixture.request
	decision.effect == "allow"
}
