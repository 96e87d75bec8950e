package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_labelled_predicate_denies_searching_a_hidden_column if {
	every form in ["join", "other"] {
		decision := sql.decision with input as fixture.asked("developers", predicate("public.patients", "ssn", form))
		fixture.rules(decision) == ["sql.labelled_predicate"]
	}
}

test_labelled_predicate_denies_what_could_not_be_resolved if {
	every pair in [["?", "?"], ["public.patients", "*"], ["public.patients", "?"], ["public.elsewhere", "x"]] {
		decision := sql.decision with input as fixture.asked("developers", predicate(pair[0], pair[1], "other"))
		fixture.rules(decision) == ["sql.labelled_predicate"]
	}
}

test_labelled_predicate_denies_any_name_in_a_view if {
	decision := sql.decision with input as fixture.asked("developers", object.union(
		predicate("public.overview", "social", "other"),
		{"relations": [fixture.view("public.overview", ["public.patients"])]},
	))
	fixture.rules(decision) == ["sql.labelled_predicate"]
}

test_labelled_predicate_allows_a_seen_name_in_a_view if {
	decision := sql.decision with input as fixture.asked("analysts", object.union(
		predicate("public.overview", "birth_date", "other"),
		{"relations": [fixture.view("public.overview", ["public.patients"])]},
	))
	decision.effect == "allow"
}

test_labelled_predicate_allows_equality if {
	decision := sql.decision with input as fixture.asked("developers", predicate("public.patients", "ssn", "equality"))
	decision.effect == "allow"
}

test_labelled_predicate_allows_unlabelled_columns_and_seen_classes if {
	every pair in [["developers", "state"], ["analysts", "birth_date"], ["clinicians", "family_name"]] {
		decision := sql.decision with input as fixture.asked(pair[0], predicate("public.patients", pair[1], "other"))
		decision.effect == "allow"
	}
}

predicate(relation, column, form) := {"columns": fixture.columns(
	[fixture.output("public.patients", "id")],
	[{"relation": relation, "column": column, "form": form}],
	[],
)}
