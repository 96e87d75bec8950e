package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_forbidden_effect_denies_each_of_them if {
	every effect in ["ddl", "procedure", "copy", "unknown"] {
		decision := sql.decision with input as fixture.asked("developers", {"effects": ["read", effect]})
		fixture.rules(decision) == ["sql.forbidden_effect"]
	}
}

test_forbidden_effect_denies_ddl_on_a_relation if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation("public.departments", ["ddl"])]},
	)
	fixture.rules(decision) == ["sql.forbidden_effect"]
}

test_forbidden_effect_denies_notifications if {
	every kind in ["listen", "notify"] {
		decision := sql.decision with input as fixture.asked("developers", {
			"kinds": [kind],
			"effects": ["session"],
			"relations": [],
			"columns": fixture.columns([], [], []),
		})
		fixture.rules(decision) == ["sql.forbidden_effect"]
	}
}

test_forbidden_effect_denies_locks_on_patient_data if {
	decision := sql.decision with input as fixture.asked("developers", {"effects": ["read", "lock"]})
	fixture.rules(decision) == ["sql.forbidden_effect"]
}

test_forbidden_effect_allows_locks_elsewhere if {
	decision := sql.decision with input as fixture.asked("developers", {
		"effects": ["lock", "read"],
		"relations": [fixture.relation("public.departments", ["read"])],
	})
	decision.effect == "allow"
}

test_forbidden_effect_allows_transactions_and_settings if {
	decision := sql.decision with input as fixture.asked("developers", {
		"kinds": ["begin", "set", "commit"],
		"effects": ["session", "transaction"],
		"settings": ["TimeZone"],
		"relations": [],
		"columns": fixture.columns([], [], []),
		"statements": 3,
	})
	fixture.rules(decision) == ["sql.plain"]
}
