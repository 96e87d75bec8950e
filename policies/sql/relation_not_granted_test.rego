package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_relation_not_granted_denies_reading_what_the_group_may_not if {
	decision := sql.decision with input as fixture.asked(
		"analysts",
		{"relations": [fixture.relation("public.notes", ["read"])]},
	)
	fixture.rules(decision) == ["sql.relation_not_granted"]
}

test_relation_not_granted_denies_a_view_over_what_the_group_may_not_read if {
	decision := sql.decision with input as fixture.asked(
		"analysts",
		{"relations": [fixture.view("public.overview", ["public.patients", "public.notes"])]},
	)
	"sql.relation_not_granted" in fixture.rules(decision)
}

test_relation_not_granted_denies_writing_what_the_group_may_only_read if {
	decision := sql.decision with input as fixture.asked(
		"analysts",
		{"relations": [fixture.relation("public.patients", ["read", "write"])], "effects": ["read", "write"]},
	)
	fixture.rules(decision) == ["sql.relation_not_granted"]
}

test_relation_not_granted_allows_reading_what_the_group_may if {
	decision := sql.decision with input as fixture.asked(
		"analysts",
		{"relations": [fixture.relation("public.claims", ["read"])]},
	)
	decision.effect == "allow"
}

test_relation_not_granted_allows_writing_what_the_group_may if {
	decision := sql.decision with input as fixture.asked("developers", {
		"effects": ["write"],
		"relations": [fixture.relation("public.departments", ["write"])],
		"columns": fixture.columns([], [], []),
	})
	decision.effect == "allow"
}
