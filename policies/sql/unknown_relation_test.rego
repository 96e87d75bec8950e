package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_unknown_relation_denies_a_table_nobody_has_listed if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation("public.scratch", ["read"])]},
	)
	fixture.rules(decision) == ["sql.unknown_relation"]
}

test_unknown_relation_denies_a_temporary_table if {
	decision := sql.decision with input as fixture.asked("developers", {"relations": [{
		"name": "pg_temp.patients",
		"kind": "temporary",
		"access": ["read"],
		"bases": ["pg_temp.patients", "public.patients"],
	}]})
	"sql.unknown_relation" in fixture.rules(decision)
}

test_unknown_relation_denies_a_view_over_an_unlisted_table if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.view("public.overview", ["public.patients", "public.scratch"])]},
	)
	"sql.unknown_relation" in fixture.rules(decision)
}

test_unknown_relation_denies_a_view_over_nothing if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.view("public.overview", [])]},
	)
	"sql.unknown_relation" in fixture.rules(decision)
}

test_unknown_relation_denies_a_listed_name_that_is_not_its_own_base if {
	decision := sql.decision with input as fixture.asked("developers", {"relations": [{
		"name": "public.patients",
		"kind": "table",
		"access": ["read"],
		"bases": [],
	}]})
	"sql.unknown_relation" in fixture.rules(decision)
}

test_unknown_relation_denies_a_user_table_that_calls_itself_a_catalog if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation("pg_catalog.patients", ["read"])]},
	)
	"sql.unknown_relation" in fixture.rules(decision)
}

test_unknown_relation_allows_a_listed_table if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation("public.departments", ["read"])]},
	)
	fixture.rules(decision) == ["sql.plain"]
}

test_unknown_relation_allows_a_view_and_a_partition_of_listed_tables if {
	decision := sql.decision with input as fixture.asked("developers", {
		"relations": [
			fixture.view("public.overview", ["public.patients", "pg_catalog.pg_class"]),
			{
				"name": "public.notes_2026",
				"kind": "table",
				"access": ["read"],
				"bases": ["public.notes", "public.notes_2026"],
			},
		],
		"columns": fixture.columns([], [], []),
	})
	fixture.rules(decision) == ["sql.mask"]
}

test_unknown_relation_names_three_and_counts_the_rest if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation(name, ["read"]) | some name in ["s.a", "s.b", "s.c", "s.d", "s.e"]]},
	)
	contains(decision.reasons[0].message, "s.a, s.b, s.c and 2 more")
}
