package cordon.sql

# METADATA
# title: No schema changes, procedures, COPY, notifications or locks on PHI
# description: |
#   Refuses effects that can't be masked, bounded or undone, row locks on labelled relations, and LISTEN and NOTIFY,
#   whose payloads travel between sessions without a table, and so without a label.
# custom:
#   id: sql.forbidden_effect
#   hipaa: 45 CFR 164.312(c)(1), integrity - records are not altered or carried away on ways that nobody watches.
deny contains {
	"rule": "sql.forbidden_effect",
	"message": concat(" ", ["Not through Cordon:", concat(" ", sort(forbidden_advice))]),
} if {
	forbidden
}

forbidden if {
	some effect in statement.effects
	forbidden_effects[effect]
}

forbidden if {
	some kind in statement.kinds
	kind in {"listen", "notify"}
}

forbidden if {
	some relation in statement.relations
	"ddl" in relation.access
}

forbidden if {
	"lock" in statement.effects
	count(labelled) > 0
}

forbidden_advice contains forbidden_effects[effect] if {
	some effect in statement.effects
}

forbidden_advice contains "LISTEN and NOTIFY; ask a table instead." if {
	some kind in statement.kinds
	kind in {"listen", "notify"}
}

forbidden_advice contains forbidden_effects.ddl if {
	some relation in statement.relations
	"ddl" in relation.access
}

forbidden_advice contains "row locks on patient data; read without FOR UPDATE or FOR SHARE." if {
	"lock" in statement.effects
	count(labelled) > 0
}

forbidden_effects := {
	"ddl": "schema changes; propose a migration and have it reviewed.",
	"procedure": "procedures and code blocks; send the statements themselves.",
	"copy": "COPY; use SELECT or INSERT.",
	"unknown": "statements of an unknown kind; use SELECT, INSERT, UPDATE or DELETE.",
}
