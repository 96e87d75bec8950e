package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_bulk_export_denies_rows_that_nothing_narrows if {
	decision := sql.decision with input as fixture.asked("developers", {"filtered": false})
	fixture.rules(decision) == ["sql.bulk_export"]
	contains(decision.reasons[0].message, "public.patients")
}

test_bulk_export_denies_a_limit_that_is_too_high if {
	decision := sql.decision with input as fixture.asked("clinicians", {"filtered": false, "limit": 101})
	fixture.rules(decision) == ["sql.bulk_export"]
}

test_bulk_export_denies_through_a_view if {
	decision := sql.decision with input as fixture.asked("developers", {
		"filtered": false,
		"relations": [fixture.view("public.overview", ["public.patients"])],
		"columns": fixture.columns([fixture.output("public.overview", "*")], [], []),
	})
	fixture.rules(decision) == ["sql.bulk_export"]
}

test_bulk_export_allows_a_low_limit if {
	decision := sql.decision with input as fixture.asked("developers", {"filtered": false, "limit": 100})
	decision.effect == "allow"
}

test_bulk_export_allows_counting if {
	decision := sql.decision with input as fixture.asked("developers", {
		"filtered": false,
		"columns": fixture.columns(
			[
				{"position": 1, "kind": "count", "relation": "?", "column": "?"},
				{"position": 2, "kind": "constant", "relation": "?", "column": "?"},
			],
			[],
			[],
		),
	})
	decision.effect == "allow"
}

test_bulk_export_allows_tables_without_patient_data if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"filtered": false, "relations": [fixture.relation("public.departments", ["read"])]},
	)
	decision.effect == "allow"
}
