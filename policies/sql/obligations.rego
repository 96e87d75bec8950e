package cordon.sql

# METADATA
# title: What must be done with the answer
# description: Mask by column, read the rest for values, record what was masked, and stop at a number of rows.
obligations := [mask, {"type": "record", "level": "masked"}, {"type": "rows", "most": data.limits.rows_most}] if {
	count(labelled) > 0
} else := [unlabelled_mask, {"type": "record", "level": "masked"}] if {
	count(labelled) == 0
}

# The same mask where nothing is labelled, without looking any relation up.
unlabelled_mask := {"type": "mask", "relations": [], "derived": "pass", "scan": true, "rules": ["sql.mask"]}

# METADATA
# title: Masks
# description: |
#   Exactly the labelled relations of the request, with the columns that this subject may not see, and those that it
#   sees and that recordings mask all the same. While anything is hidden, output that is no plain column is masked whole.
mask := {
	"type": "mask",
	"relations": [{"relation": name, "columns": hidden[name], "released": released[name], "subject": subjects[name]} |
		some name in sort(labelled)
	],
	"derived": derived,
	"scan": true,
	"rules": ["sql.mask"],
}

default derived := "pass"

derived := "mask" if count(masked) > 0

# METADATA
# title: Whose data it is
# description: The column with the patient's id, where what a relation reads agrees on one; null where it does not.
subjects[relation.name] := subject_of(relation.bases) if {
	some relation in statement.relations
	labelled[relation.name]
}

subject_of(bases) := data.phi.relations[bases[0]].subject if {
	count(bases) == 1
} else := subject if {
	found := {name |
		some base in bases
		name := data.phi.relations[base].subject
		is_string(name)
	}
	count(found) == 1
	some subject in found
} else := null
