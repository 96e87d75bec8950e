# Requests that the tests of every rule start from.
package cordon.sql_fixture

# An agent of a developer asks one patient's row by its key.
request := asked("developers", {})

# The same with the statement changed, and by a member of a group.
asked(group, change) := {
	"subject": {
		"type": "agent",
		"id": "agent:coder",
		"properties": {
			"human": "local|dana",
			"agent": "agent:coder",
			"groups": [group],
			"issuer": "local",
			"assurance": "demo",
			"session": "ses_1",
			"run": "run-1",
		},
	},
	"action": {"name": "sql.query", "properties": {"phase": "simple"}},
	"resource": {"type": "postgresql", "id": "clinic", "properties": object.union(by_key, change)},
	"context": {"time": "2026-11-02T10:00:00Z", "enforcer": "postgres", "commitments": []},
}

# The same in another phase of the extended protocol.
in_phase(asked_request, phase) := object.union(
	asked_request,
	{"action": {"name": "sql.query", "properties": {"phase": phase}}},
)

relation(name, access) := {"name": name, "kind": "table", "access": access, "bases": [name]}

# A view over other relations, as the catalog resolves it.
view(name, bases) := {
	"name": name,
	"kind": "view",
	"access": ["read"],
	"bases": array.concat([name], bases),
}

catalog(name) := {"name": name, "kind": "catalog", "access": ["read"], "bases": [name]}

output(relation_name, column) := {"position": 1, "kind": "column", "relation": relation_name, "column": column}

columns(output_columns, predicate, written) := {
	"output": output_columns,
	"predicate": predicate,
	"written": written,
}

rules(decision) := [reason.rule | some reason in decision.reasons]

by_key := {
	"database": "clinic",
	"role": "cordon",
	"statements": 1,
	"kinds": ["select"],
	"effects": ["read"],
	"complete": true,
	"incomplete": [],
	"relations": [relation("public.patients", ["read"])],
	"columns": columns(
		[output("public.patients", "id"), output("public.patients", "ssn")],
		[{"relation": "public.patients", "column": "id", "form": "equality"}],
		[],
	),
	"functions": [],
	"settings": [],
	"filtered": true,
	"limit": -1,
	"statementShape": "0123456789abcdef",
	"parameters": 0,
	"findings": [],
}
