package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_obligations_cap_rows_of_patient_data if {
	decision := sql.decision with input as fixture.request
	[obligation.type | some obligation in decision.obligations] == ["mask", "record", "rows"]
	decision.obligations[2].most == data.limits.rows_most
}

test_obligations_do_not_cap_other_rows if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation("public.departments", ["read"])]},
	)
	decision.obligations == [
		{"type": "mask", "relations": [], "derived": "pass", "scan": true, "rules": ["sql.mask"]},
		{"type": "record", "level": "masked"},
	]
}

test_obligations_name_what_is_seen_for_the_recording if {
	blind := sql.decision with input as fixture.request
	blind.obligations[0].relations[0].released == []
	decision := sql.decision with input as fixture.asked("clinicians", {})
	seen := decision.obligations[0].relations[0]
	{column.column | some column in seen.columns} == {"ssn"}
	{"family_name", "birth_date", "mrn"} - {column.column | some column in seen.released} == set()
	count(seen.columns) + count(seen.released) == count(data.phi.relations["public.patients"].columns)
}

test_obligations_give_a_view_the_columns_of_what_it_reads if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.view("public.overview", ["public.notes", "public.patients"])]},
	)
	mask := decision.obligations[0]
	mask.derived == "mask"
	some relation in mask.relations
	relation.relation == "public.overview"
	relation.subject == null
	names := {column.column | some column in relation.columns}
	{"ssn", "body"} - names == set()
}

test_obligations_mask_what_is_derived_in_a_view_of_seen_columns if {
	decision := sql.decision with input as fixture.asked(
		"clinicians",
		{"relations": [fixture.view("public.words", ["public.notes"])]},
	)
	relation := decision.obligations[0].relations[0]
	relation.columns == []
	relation.subject == "patient_id"
	decision.obligations[0].derived == "mask"
}

test_obligations_know_a_view_that_is_listed if {
	listed := object.union(data.phi.relations, {"public.words": {
		"subject": "patient_id",
		"columns": [{"column": "words", "class": "free-text", "transform": "redact"}],
	}})
	decision := sql.decision with input as fixture.asked(
		"clinicians",
		{"relations": [fixture.view("public.words", ["public.notes"])]},
	)
		with data.phi.relations as listed
		with data.access.groups.clinicians.reads as {"public.words": true, "public.notes": true}
	fixture.rules(decision) == ["sql.clear"]
}
