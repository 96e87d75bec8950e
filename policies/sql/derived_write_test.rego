package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_derived_write_denies_copying_patient_data if {
	decision := sql.decision with input as fixture.asked("developers", {
		"kinds": ["insert"],
		"effects": ["read", "write"],
		"relations": [
			fixture.relation("public.departments", ["write"]),
			fixture.relation("public.patients", ["read"]),
		],
		"columns": fixture.columns([], [], [written("public.departments", "name", "derived")]),
	})
	fixture.rules(decision) == ["sql.derived_write"]
}

test_derived_write_denies_through_a_view if {
	decision := sql.decision with input as fixture.asked("developers", {
		"effects": ["read", "write"],
		"relations": [
			fixture.relation("public.departments", ["write"]),
			fixture.view("public.overview", ["public.patients"]),
		],
		"columns": fixture.columns([], [], [written("public.departments", "name", "derived")]),
	})
	fixture.rules(decision) == ["sql.derived_write"]
}

test_derived_write_allows_literals_and_unlabelled_sources if {
	every source in ["literal", "parameter", "default", "derived"] {
		decision := sql.decision with input as fixture.asked("developers", {
			"effects": ["read", "write"],
			"relations": [fixture.relation("public.departments", ["read", "write"])],
			"columns": fixture.columns([], [], [written("public.departments", "name", source)]),
		})
		decision.effect == "allow"
	}
}

written(relation, column, source) := {"relation": relation, "column": column, "source": source}
