package cordon.sql

# METADATA
# title: Patient data, masked
# description: Lets a statement on labelled relations through with the columns masked that the subject may not see.
# custom:
#   id: sql.mask
#   hipaa: 45 CFR 164.514(b)(2), de-identification - identifiers that the role may not see are taken out on the way.
allow contains {
	"rule": "sql.mask",
	"message": "Allowed; columns that your groups may not see are masked.",
} if {
	count(masked) > 0
	runnable
}

# METADATA
# title: Patient data, in the clear
# description: Lets a statement on labelled relations through where the subject's groups see every class in them.
# custom:
#   id: sql.clear
#   hipaa: 45 CFR 164.506(c), treatment, payment, operations - the role sees what its work is about.
allow contains {
	"rule": "sql.clear",
	"message": "Allowed in the clear: your groups may see every class in these relations.",
} if {
	count(labelled) > 0
	count(masked) == 0
	runnable
}

# METADATA
# title: Nothing labelled
# description: Lets through what touches no labelled relation - constants, catalogs, unlabelled tables, transactions, settings.
# custom:
#   id: sql.plain
#   hipaa: 45 CFR 164.312(a)(1), access control - what carries no PHI is let through and recorded all the same.
allow contains {
	"rule": "sql.plain",
	"message": "Allowed: no relation that carries patient data is touched.",
} if {
	count(labelled) == 0
	runnable
}

# What may run at all, told by what it is and not by what it is not.
runnable if {
	statement.statements > 0
	count(statement.effects) > 0
	every effect in statement.effects {
		effect in {"read", "write", "session", "transaction", "lock"}
	}
}
