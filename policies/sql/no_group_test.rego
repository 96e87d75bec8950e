package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_no_group_denies_a_human_without_a_group if {
	decision := sql.decision with input as fixture.asked("strangers", {})
	decision.effect == "deny"
	"sql.no_group" in fixture.rules(decision)
}

test_no_group_allows_a_human_with_a_group if {
	decision := sql.decision with input as fixture.request
	decision.effect == "allow"
}

test_no_group_takes_what_any_group_has if {
	request := json_with_groups(["strangers", "clinicians", "developers"])
	decision := sql.decision with input as request
	decision.effect == "allow"
	[column.column | some column in decision.obligations[0].relations[0].columns] == ["ssn"]
}

json_with_groups(groups) := object.union(
	fixture.request,
	{"subject": {"properties": {"groups": groups}}},
)
