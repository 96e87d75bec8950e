package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_mask_allows_with_the_columns_that_are_hidden if {
	decision := sql.decision with input as fixture.request
	decision.effect == "allow"
	fixture.rules(decision) == ["sql.mask"]
	mask := decision.obligations[0]
	mask.derived == "mask"
	mask.scan == true
	some column in mask.relations[0].columns
	column == {"column": "birth_date", "class": "date", "transform": "year"}
}

test_clear_allows_what_the_group_sees if {
	decision := sql.decision with input as fixture.asked(
		"clinicians",
		{"relations": [fixture.relation("public.notes", ["read"])]},
	)
	fixture.rules(decision) == ["sql.clear"]
	decision.obligations[0].derived == "pass"
	relation := decision.obligations[0].relations[0]
	relation.columns == []
	relation.released == data.phi.relations["public.notes"].columns
	relation.subject == "patient_id"
}

test_clear_does_not_hold_for_what_the_group_does_not_see if {
	decision := sql.decision with input as fixture.asked("clinicians", {})
	fixture.rules(decision) == ["sql.mask"]
}

test_plain_allows_a_constant if {
	decision := sql.decision with input as fixture.asked(
		"security-officers",
		{"relations": [], "columns": fixture.columns([], [], [])},
	)
	fixture.rules(decision) == ["sql.plain"]
}

test_plain_does_not_hold_for_patient_data if {
	decision := sql.decision with input as fixture.request
	not "sql.plain" in fixture.rules(decision)
}
