package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_write_needs_approval_holds_a_write_to_patient_data if {
	decision := sql.decision with input as update
	decision.effect == "require_approval"
	fixture.rules(decision) == ["sql.write_needs_approval"]
	decision.approval == {"groups": ["security-officers"], "ttlSeconds": 900}
	decision.obligations[0].relations[0].relation == "public.patients"
}

test_write_needs_approval_holds_at_execute if {
	decision := sql.decision with input as fixture.in_phase(update, "execute")
	decision.effect == "require_approval"
}

test_write_needs_approval_lets_it_be_prepared if {
	decision := sql.decision with input as fixture.in_phase(update, "parse")
	decision.effect == "allow"
	fixture.rules(decision) == ["sql.approval_at_execute", "sql.mask"]
}

test_write_needs_approval_allows_other_writes if {
	decision := sql.decision with input as fixture.asked("developers", {
		"effects": ["write"],
		"relations": [fixture.relation("public.departments", ["write"])],
	})
	decision.effect == "allow"
}

test_write_needs_approval_yields_to_a_deny if {
	decision := sql.decision with input as object.union(
		update,
		{"resource": {"properties": {"functions": ["pg_catalog.pg_sleep"]}}},
	)
	decision.effect == "deny"
	fixture.rules(decision) == ["sql.function_not_allowed"]
	decision.obligations == []
}

update := fixture.asked("developers", {
	"kinds": ["update"],
	"effects": ["read", "write"],
	"relations": [fixture.relation("public.patients", ["read", "write"])],
	"columns": fixture.columns(
		[],
		[{"relation": "public.patients", "column": "id", "form": "equality"}],
		[{"relation": "public.patients", "column": "phone", "source": "literal"}],
	),
})
